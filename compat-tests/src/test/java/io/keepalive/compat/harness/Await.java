package io.keepalive.compat.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting for a condition. The limit is for things that never happen: nothing here asserts that anything is fast. */
final class Await {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /** Waits until the condition holds; false when it did not within the limit. */
    static boolean until(BooleanSupplier condition) {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause(50);
        }
        return true;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
