package io.keepalive.compat;

import java.time.Instant;

/** Something was done between these two moments: on a busy machine they can be far apart. */
record Span(Instant begin, Instant end) {

    static Span of(Runnable action) {
        Instant begin = Instant.now();
        action.run();
        return new Span(begin, Instant.now());
    }
}
