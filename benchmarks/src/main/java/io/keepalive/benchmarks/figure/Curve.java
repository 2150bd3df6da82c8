// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import java.util.List;

/**
 * Results to be plotted.
 *
 * @param name of the file
 * @param title above the plot
 * @param x label of the horizontal axis, with its unit
 * @param y label of the vertical axis, with its unit
 */
public record Curve(String name, String title, String x, String y, List<Line> lines) {

    /** @param points in the order of x */
    public record Line(String name, List<Point> points) {}

    /** One measured point. */
    public record Point(double x, double y) {}
}
