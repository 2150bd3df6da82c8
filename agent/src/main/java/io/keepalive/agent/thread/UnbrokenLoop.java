package io.keepalive.agent.thread;

import io.keepalive.agent.time.Pause;

/**
 * Body after turn on one of the agent's own threads, whatever is thrown: memory that runs out, or a thread that the
 * application stops, ends no part of the agent.
 *
 * <p>The one place that must catch: where memory has run out, the JVM may find none to look up what a {@code catch} names
 * that has never caught before, and then the exception passes it. This one has caught.
 */
public final class UnbrokenLoop {

    static {
        try {
            Pause.sleep(0);
            throw new IllegalStateException("warm-up");
        } catch (Throwable caught) {
            // From now on this class catches without looking anything up.
        }
    }

    private UnbrokenLoop() {}

    /** What is done again and again. */
    public interface Body {

        /** Does it once, and returns whether to go on. */
        boolean runOnce();

        /**
         * Tells of a turn that has failed, a second afterwards.
         *
         * @param failure what it has thrown
         */
        void failed(Throwable failure);
    }

    /** Returns when a turn says that it was the last. */
    public static void run(Body body) {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = body.runOnce();
            } catch (Throwable failure) {
                report(body, failure);
            }
        }
    }

    private static void report(Body body, Throwable failure) {
        try {
            Pause.afterFailure();
            body.failed(failure);
        } catch (Throwable another) {
            // Where this stays, a later turn fails too, and tells.
        }
    }
}
