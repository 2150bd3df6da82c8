package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;

/** The application, a library or native code changed a keepalive option of a connection. Immutable. */
public final class AppChange {

    /** What became of the change. */
    public enum Outcome {
        /** The policy's value was put back. */
        OVERRIDDEN,
        /** The application's value stays. */
        KEPT
    }

    private final Connection connection;
    private final KeepaliveOption option;
    private final int value;
    private final Outcome outcome;
    private final String thread;
    private final Throwable callSite;
    private final boolean firstHere;

    AppChange(
            Connection connection,
            KeepaliveOption option,
            int value,
            Outcome outcome,
            String thread,
            Throwable callSite,
            boolean firstHere) {
        this.connection = connection;
        this.option = option;
        this.value = value;
        this.outcome = outcome;
        this.thread = thread;
        this.callSite = callSite;
        this.firstHere = firstHere;
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

    /** The thread that set it, or null where it was found afterwards. */
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
