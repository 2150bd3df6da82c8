// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for conditions. The limit is generous: it ends waits that would last forever and never tests for speed. */
public final class Await {

    /** How long a wait may last: the system property {@code testkit.await.seconds}, for a machine that is very busy. */
    public static final Duration LIMIT = Duration.ofSeconds(Long.getLong("testkit.await.seconds", 60));

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    /** Waits until the condition holds; returns false if it does not within the limit. */
    public static boolean until(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                return false;
            }
            pause(PAUSE);
        }
        return true;
    }

    /**
     * Reads a value until it meets the condition or the limit has passed, and returns the value that was read last. A value
     * that can change back is read here, and not again after a wait for it.
     */
    public static <T> T read(Supplier<T> reading, Predicate<T> wanted) {
        long began = System.nanoTime();
        T value = reading.get();
        while (!wanted.test(value) && System.nanoTime() - began <= LIMIT.toNanos()) {
            pause(PAUSE);
            value = reading.get();
        }
        return value;
    }

    /** Sleeps. An interrupt ends that with an exception. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
