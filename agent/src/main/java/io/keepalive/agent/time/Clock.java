// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.time;

/**
 * The wall clock, for timestamps, and the monotonic clock, for intervals: the wall clock may be set between two
 * readings.
 */
public interface Clock {

    /** The clocks of this machine. */
    Clock SYSTEM = new Clock() {
        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long monotonicMillis() {
            return MonotonicClock.millis();
        }
    };

    /** Milliseconds since 1970. */
    long wallMillis();

    /** Milliseconds of the {@link MonotonicClock}, counted from an arbitrary moment; never goes back. */
    long monotonicMillis();
}
