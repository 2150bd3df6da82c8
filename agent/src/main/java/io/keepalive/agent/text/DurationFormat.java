// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

/** Formats durations: rounded down to the two largest units for people, or exactly as the configuration writes them. */
public final class DurationFormat {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private DurationFormat() {}

    /** For example {@code 250 ms}, {@code 45 s}, {@code 2 min 5 s}, {@code 2 h 3 min}, {@code 3 d}. */
    public static String of(long millis) {
        if (millis < SECOND) {
            return Math.max(0, millis) + " ms";
        }
        if (millis < MINUTE) {
            return millis / SECOND + " s";
        }
        if (millis < HOUR) {
            return twoUnits(millis, MINUTE, " min", SECOND, " s");
        }
        return millis < DAY ? twoUnits(millis, HOUR, " h", MINUTE, " min") : twoUnits(millis, DAY, " d", HOUR, " h");
    }

    /** As the configuration writes it: {@code 45s}, or {@code 45500ms} where it is not in whole seconds. */
    public static String exact(long millis) {
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }

    private static String twoUnits(long millis, long large, String largeName, long small, String smallName) {
        long rest = millis % large / small;
        return millis / large + largeName + (rest == 0 ? "" : " " + rest + smallName);
    }
}
