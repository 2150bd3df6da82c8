package io.keepalive.agent.fault;

/**
 * What {@code Thread.stop} throws in an application's thread, wherever that may be: while it runs the agent's code, too.
 * It is the application's, and passes every guard that the agent puts before its own failures.
 */
public final class ThreadStop {

    /** By its name: a later Java may not have the class any more. */
    private static final String THREAD_DEATH = "java.lang.ThreadDeath";

    private ThreadStop() {}

    /** Throws it on, if it is that; first thing wherever an application's thread catches whatever there is. */
    public static void passOn(Throwable failure) {
        if (failure instanceof Error && failure.getClass().getName().equals(THREAD_DEATH)) {
            throw (Error) failure;
        }
    }
}
