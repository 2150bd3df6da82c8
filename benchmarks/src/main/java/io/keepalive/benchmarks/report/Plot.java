// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A curve as an SVG picture. Both axes are linear and start at zero. */
final class Plot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 80;
    private static final int STEPS = 5;
    private static final int LEGEND_STEP = 145;
    private static final List<String> COLOURS = List.of("#888888", "#e69f00", "#0072b2", "#d55e00", "#009e73");

    private final Curve curve;
    private final double largestX;
    private final double largestY;
    private final StringBuilder svg = new StringBuilder();

    Plot(Curve curve) {
        this.curve = curve;
        this.largestX = roundAbove(points().mapToDouble(Curve.Point::x).max().orElse(1));
        this.largestY = roundAbove(points().mapToDouble(Curve.Point::y).max().orElse(1));
    }

    private Stream<Curve.Point> points() {
        return curve.lines().stream().flatMap(line -> line.points().stream());
    }

    /** The next number of the form 1, 2, 2.5, 5 or 7.5 times a power of ten. */
    static double roundAbove(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 2.5, 5, 7.5}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }

    String svg() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT));
        svg.append(String.format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT));
        text(WIDTH / 2, TOP / 2, "middle", curve.title());
        grid();
        for (int i = 0; i < curve.lines().size(); i++) {
            line(curve.lines().get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        for (int step = 0; step <= STEPS; step++) {
            double value = largestY * step / STEPS;
            stroke("#dddddd", 1, LEFT, y(value), WIDTH - RIGHT, y(value));
            text(LEFT - 6, y(value) + 4, "end", NumberFormat.of(value));
        }
        points().mapToDouble(Curve.Point::x)
                .distinct()
                .forEach(value -> text(x(value), HEIGHT - BOTTOM + 18, "middle", NumberFormat.of(value)));
        text(WIDTH / 2.0, HEIGHT - BOTTOM + 38, "middle", curve.x());
        svg.append(String.format(
                "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>%n",
                HEIGHT / 2, HEIGHT / 2, escaped(curve.y())));
    }

    private void line(Curve.Line line, String colour, int number) {
        Curve.Point last = null;
        for (Curve.Point point : line.points()) {
            if (last != null) {
                stroke(colour, 2, x(last.x()), y(last.y()), x(point.x()), y(point.y()));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
                    x(point.x()),
                    y(point.y()),
                    colour));
            last = point;
        }
        double left = LEFT + number * LEGEND_STEP;
        stroke(colour, 3, left, HEIGHT - 18, left + 16, HEIGHT - 18);
        text(left + 20, HEIGHT - 14, "start", line.name());
    }

    private double x(double value) {
        return LEFT + value / largestX * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / largestY * (HEIGHT - BOTTOM - TOP);
    }

    private void stroke(String colour, int width, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour,
                width));
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }
}
