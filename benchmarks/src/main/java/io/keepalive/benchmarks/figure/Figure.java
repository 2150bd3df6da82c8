// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

/**
 * One result.
 *
 * @param row of the table of targets
 * @param what was measured, and against what
 * @param value the median
 * @param unit of the value, empty for a ratio
 * @param low the lower quartile
 * @param high the upper quartile
 * @param samples their number
 * @param detail the absolute values of a ratio, as text; may be empty
 * @param target null for a figure that is only shown for comparison
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

    /** A figure without a target. */
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

    /** Adds the absolute values as text. */
    public Figure detail(String words) {
        return new Figure(row, what, value, unit, low, high, samples, words, target, reached);
    }

    /** Adds a target for the median. */
    public Figure mustReach(Target goal) {
        return new Figure(row, what, value, unit, low, high, samples, detail, goal, goal.isReachedBy(value));
    }
}
