// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/** What the agent does with a connection. */
public enum Mode {
    /** Apply the policy and report. */
    ENFORCE,
    /** Report without changing anything. */
    OBSERVE,
    /** Neither change nor report. */
    OFF
}
