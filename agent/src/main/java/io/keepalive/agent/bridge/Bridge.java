package io.keepalive.agent.bridge;

/** Where the advice in the JDK's classes finds the agent. */
public final class Bridge {

    private static final SocketObserver NOBODY = new NoObserver();

    private static volatile SocketObserver observer = NOBODY;

    private Bridge() {}

    /** The agent that observes now; never null. */
    public static SocketObserver observer() {
        return observer;
    }

    /** The agent that observes from now on, or null for none. */
    public static void observe(SocketObserver next) {
        observer = next == null ? NOBODY : next;
    }

    /** Takes whatever an observer has thrown, so that the application goes on as if there were none. */
    public static void swallow(Throwable failure) {
        try {
            observer.failed(failure);
        } catch (Throwable evenThat) {
            // Nobody is left to tell, and the application must not notice.
        }
    }
}
