package io.keepalive.agent.time;

/** Two clocks: one says when something happened, the other how long ago, for the first may be set in between. */
public interface Clock {

    /** The machine's. */
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

    /** As {@link MonotonicClock} has it: milliseconds since an arbitrary moment; never goes back. */
    long monotonicMillis();
}
