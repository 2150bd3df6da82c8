// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Reason;

/** A keepalive option that the application, a library or native code has set on a connection. Immutable. */
public final class OptionChange {

    /** What the agent did about it. */
    public enum Outcome {
        /** The agent set another value. */
        OVERRIDDEN,
        /** The application's value stays. */
        KEPT
    }

    /** How the agent found out. */
    public enum Seen {
        /** The call was intercepted, on the application's thread. */
        CALL,
        /** The option was read and differed; no call had been intercepted. */
        AFTERWARDS,
        /** The connection had the value when it was opened or adopted. */
        BEFORE
    }

    private final Connection connection;
    private final KeepaliveOption option;
    private final int value;
    private final Outcome outcome;
    private final Reason reason;
    private final Seen seen;
    private final String thread;
    private final Throwable callSite;
    private final boolean firstHere;

    OptionChange(
            Connection connection,
            KeepaliveOption option,
            int value,
            boolean kept,
            Reason reason,
            Seen seen,
            String thread,
            Throwable callSite,
            boolean firstHere) {
        this.connection = connection;
        this.option = option;
        this.value = value;
        this.outcome = kept ? Outcome.KEPT : Outcome.OVERRIDDEN;
        this.reason = reason;
        this.seen = seen;
        this.thread = thread;
        this.callSite = callSite;
        this.firstHere = firstHere;
    }

    /**
     * A change that the calling thread has made.
     *
     * @param value that was set, in the option's unit
     * @param kept whether the value stays
     * @param reason for that, or null
     * @param callSite the stack of the call that set it, or null where that call site has been reported
     */
    static OptionChange byThisThread(
            Connection connection, KeepaliveOption option, int value, boolean kept, Reason reason, Throwable callSite) {
        String thread = Thread.currentThread().getName();
        return new OptionChange(connection, option, value, kept, reason, Seen.CALL, thread, callSite, callSite != null);
    }

    /** A change of which no call was intercepted; the parameters are those of {@link #byThisThread}. */
    static OptionChange unobserved(
            Connection connection,
            KeepaliveOption option,
            int value,
            boolean kept,
            Reason reason,
            Seen seen,
            boolean firstHere) {
        return new OptionChange(connection, option, value, kept, reason, seen, null, null, firstHere);
    }

    public Connection connection() {
        return connection;
    }

    public KeepaliveOption option() {
        return option;
    }

    /** The value that was set, in the unit of the option. */
    public int value() {
        return value;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The reason for the outcome where the precedence alone does not give it; otherwise null. */
    public Reason reason() {
        return reason;
    }

    public Seen seen() {
        return seen;
    }

    /** The thread that set it, or null where the call was not intercepted. */
    public String thread() {
        return thread;
    }

    /** Carries the stack of the call that set it; null where that has been reported, or was not intercepted. */
    public Throwable callSite() {
        return callSite;
    }

    /** Whether no change of this option from the same call site, or of the same kind, has been reported before. */
    public boolean isFirstHere() {
        return firstHere;
    }
}
