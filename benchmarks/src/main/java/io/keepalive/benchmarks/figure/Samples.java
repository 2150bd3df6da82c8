// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Repeated measurements in their order. */
public final class Samples {

    private final double[] values;
    private final double[] sorted;

    private Samples(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.values = values.clone();
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** At least one. */
    public static Samples of(double... values) {
        return new Samples(values);
    }

    /** At least one. */
    public static Samples of(List<? extends Number> values) {
        return new Samples(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /** Each sample divided by the other one of the same round. */
    public Samples over(Samples others) {
        return pairedWith(others, (mine, other) -> mine / other);
    }

    /** Each sample minus the other one of the same round. */
    public Samples minus(Samples others) {
        return pairedWith(others, (mine, other) -> mine - other);
    }

    /** Each sample times a factor. */
    public Samples times(double factor) {
        return new Samples(Arrays.stream(values).map(value -> value * factor).toArray());
    }

    private Samples pairedWith(Samples others, DoubleBinaryOperator operator) {
        if (values.length != others.values.length) {
            throw new IllegalArgumentException(
                    values.length + " samples and " + others.values.length + " are no pairs");
        }
        return new Samples(IntStream.range(0, values.length)
                .mapToDouble(i -> operator.applyAsDouble(values[i], others.values[i]))
                .toArray());
    }

    public int number() {
        return values.length;
    }

    public double median() {
        return quantile(0.5);
    }

    /** The lower quartile. */
    public double lowerQuartile() {
        return quantile(0.25);
    }

    /** The upper quartile. */
    public double upperQuartile() {
        return quantile(0.75);
    }

    public double largest() {
        return sorted[sorted.length - 1];
    }

    /** Interpolates linearly between two samples. */
    private double quantile(double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
