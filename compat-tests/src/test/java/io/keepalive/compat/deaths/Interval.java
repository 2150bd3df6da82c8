package io.keepalive.compat.deaths;

import java.time.Instant;

/** Something was done between these two moments: on a busy machine they can be far apart. */
public record Interval(Instant begin, Instant end) {

    static Interval of(Runnable action) {
        Instant begin = Instant.now();
        action.run();
        return new Interval(begin, Instant.now());
    }
}
