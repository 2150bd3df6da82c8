package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Reason;

/** The application, a library or native code has set a keepalive option of a connection. Immutable. */
public final class OptionChange {

    /** What became of it. */
    public enum Outcome {
        /** Another value was put in its place. */
        OVERRIDDEN,
        /** The application's value stays. */
        KEPT
    }

    /** How the agent came to know. */
    public enum Seen {
        /** The call was seen, on the application's thread. */
        CALL,
        /** The connection was found to have it, changed by nobody who was seen. */
        AFTERWARDS,
        /** The connection had it already when it was opened or adopted. */
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
     * By the calling thread.
     *
     * @param value that was set, in the option's unit
     * @param kept whether it stays
     * @param reason for that, or null
     * @param callSite the stack of the call that set it, or null where that is not the first from there
     */
    static OptionChange byThisThread(
            Connection connection, KeepaliveOption option, int value, boolean kept, Reason reason, Throwable callSite) {
        String thread = Thread.currentThread().getName();
        return new OptionChange(connection, option, value, kept, reason, Seen.CALL, thread, callSite, callSite != null);
    }

    /** By nobody who was seen; the parameters are those of {@link #byThisThread}. */
    static OptionChange found(
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

    /** Why, where the precedence alone does not say so; else null. */
    public Reason reason() {
        return reason;
    }

    public Seen seen() {
        return seen;
    }

    /** The thread that set it, or null where it was not seen. */
    public String thread() {
        return thread;
    }

    /** Carries the stack of the call that set it; null where that is not the first from there, or nobody was seen. */
    public Throwable callSite() {
        return callSite;
    }

    /** Whether this is the first change of this option that is known from there. */
    public boolean isFirstHere() {
        return firstHere;
    }
}
