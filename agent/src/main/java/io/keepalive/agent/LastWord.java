package io.keepalive.agent;

import io.keepalive.agent.report.AgentThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the JVM's end up until the configuration has been read, so that an application that ends at once does not take
 * the word about a wrong one with it. Without effect on any application that lives longer than that takes.
 */
final class LastWord {

    /** A configuration on a file system that does not answer must not keep the application from ending. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final CountDownLatch said = new CountDownLatch(1);
    private Thread exit;

    private LastWord() {}

    /** From now on the JVM's end waits. */
    static LastWord expected() {
        LastWord lastWord = new LastWord();
        lastWord.exit = AgentThread.create("keepalive-start-exit", lastWord::await);
        try {
            Runtime.getRuntime().addShutdownHook(lastWord.exit);
        } catch (IllegalStateException endingAlready) {
            lastWord.said.countDown();
        }
        return lastWord;
    }

    private void await() {
        try {
            said.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The configuration is good, or has been complained of. May be called more than once. */
    void isSaid() {
        if (said.getCount() > 0) {
            said.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(exit);
            } catch (IllegalStateException endingAlready) {
                exit = null;
            }
        }
    }
}
