// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import java.util.Locale;

/** A limit that a figure must keep. */
public record Target(Bound bound, double limit) {

    /** Which side of the limit is required. */
    public enum Bound {
        AT_MOST,
        AT_LEAST
    }

    public static Target atMost(double limit) {
        return new Target(Bound.AT_MOST, limit);
    }

    public static Target atLeast(double limit) {
        return new Target(Bound.AT_LEAST, limit);
    }

    public boolean isReachedBy(double value) {
        return bound == Bound.AT_MOST ? value <= limit : value >= limit;
    }

    /** As text: at most 1.15. */
    @Override
    public String toString() {
        return bound.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + NumberFormat.of(limit);
    }
}
