// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import java.time.Instant;

/** The time of an action. On a busy machine its begin and end can be far apart. */
public record Interval(Instant begin, Instant end) {

    /** Runs the action. */
    public static Interval of(Runnable action) {
        Instant begin = Instant.now();
        action.run();
        return new Interval(begin, Instant.now());
    }
}
