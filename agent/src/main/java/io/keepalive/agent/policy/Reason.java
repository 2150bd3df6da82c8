// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/** Why an option that the application has set is kept or overridden, where the precedence alone does not decide. */
public enum Reason {
    /** Under {@link Precedence#STRICTEST}. */
    OWN_TIMINGS_SOONER("the application's timings detect a dead peer no later than the policy's"),
    /** Under {@link Precedence#STRICTEST}. */
    POLICY_SOONER("the policy's timings detect a dead peer sooner"),
    /** Under {@link Precedence#STRICTEST}. */
    ON_OVER_OFF("keepalive on wins over off"),
    /** Under {@link Precedence#STRICTEST}. */
    SHORTER_USER_TIMEOUT("the shorter user timeout holds"),
    /** Under every precedence. */
    NOT_CONFIGURED("the configuration names no user timeout"),
    /** Under every precedence but {@link Precedence#AGENT}. */
    TOO_SHORT_FOR_KEEPALIVE(
            "below idle + 2 x interval of the policy, the application's user timeout would end the connection"
                    + " on one lost probe: its keepalive settings stay as they are"),
    /** Under every precedence but {@link Precedence#AGENT}. */
    ENDS_ON_ONE_LOST_PROBE(
            "by the application's own count one lost probe would end the connection: its keepalive settings stay"
                    + " as they are"),
    /** Under {@link Precedence#AGENT}. */
    RAISED("below idle + 2 x interval of the policy it would end the connection on one lost probe: raised to idle +"
            + " interval x count");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The reason as part of a sentence. */
    public String text() {
        return text;
    }
}
