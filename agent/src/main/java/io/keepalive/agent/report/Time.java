package io.keepalive.agent.report;

/** Two clocks: one says when something happened, the other how long ago, for the first may be set in between. */
interface Time {

    /** The machine's. */
    Time SYSTEM = new Time() {
        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public long steadyMillis() {
            return System.nanoTime() / 1_000_000;
        }
    };

    /** Milliseconds since 1970. */
    long wallMillis();

    /** Milliseconds since an arbitrary moment; never goes back. */
    long steadyMillis();
}
