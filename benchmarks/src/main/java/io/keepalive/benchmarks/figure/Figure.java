package io.keepalive.benchmarks.figure;

/**
 * One result.
 *
 * @param row of the table of targets
 * @param what was measured, against what
 * @param value the median
 * @param unit of the value, empty for a ratio
 * @param low a quarter of the samples is below
 * @param high a quarter of the samples is above
 * @param samples how many
 * @param detail the absolute values behind a ratio, in words; may be empty
 * @param target null where the figure is only shown beside others
 * @param reached null without a target
 */
public record Figure(
        int row,
        String what,
        double value,
        String unit,
        double low,
        double high,
        int samples,
        String detail,
        Target target,
        Boolean reached) {

    /** Shown beside others. */
    public static Figure of(int row, String what, Samples samples, String unit) {
        return new Figure(
                row,
                what,
                samples.median(),
                unit,
                samples.lowerQuartile(),
                samples.upperQuartile(),
                samples.number(),
                "",
                null,
                null);
    }

    /** With the absolute values in words. */
    public Figure detail(String words) {
        return new Figure(row, what, value, unit, low, high, samples, words, target, reached);
    }

    /** By its median. */
    public Figure mustReach(Target goal) {
        return new Figure(row, what, value, unit, low, high, samples, detail, goal, goal.isReachedBy(value));
    }
}
