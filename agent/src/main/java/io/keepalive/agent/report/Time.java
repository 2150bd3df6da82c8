package io.keepalive.agent.report;

import io.keepalive.agent.kernel.MonotonicClock;

/** Two clocks: one says when something happened, the other how long ago, for the first may be set in between. */
public interface Time {

    /** The machine's. */
    Time SYSTEM = new Time() {
        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long steadyMillis() {
            return MonotonicClock.millis();
        }
    };

    /** Milliseconds since 1970. */
    long wallMillis();

    /** As {@link MonotonicClock} has it: milliseconds since an arbitrary moment; never goes back. */
    long steadyMillis();
}
