package io.keepalive.agent.text;

/** Formats a duration with its two largest units, rounded down. */
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

    private static String twoUnits(long millis, long large, String largeName, long small, String smallName) {
        long rest = millis % large / small;
        return millis / large + largeName + (rest == 0 ? "" : " " + rest + smallName);
    }
}
