package io.keepalive.benchmarks.figure;

import java.util.List;

/**
 * Something that is better seen than read.
 *
 * @param name of the file that it is drawn into
 * @param title above it
 * @param x what goes along the horizontal axis, with its unit
 * @param y what goes along the vertical one, with its unit
 */
public record Curve(String name, String title, String x, String y, List<Line> lines) {

    /** @param points in the order of x */
    public record Line(String name, List<Point> points) {}

    /** One measured point. */
    public record Point(double x, double y) {}
}
