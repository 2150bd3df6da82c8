// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Figures as a Markdown table, one line per figure and JDK. */
public final class Table {

    private static final String HEAD = """
            | row | measured | Java | median | middle half | n | of | must reach | |
            |---|---|---|---|---|---|---|---|---|
            """;

    private record Line(int java, Figure figure) {}

    private final List<Line> lines = new ArrayList<>();

    /** Adds the figures of a JDK. */
    public void add(int java, List<Figure> figures) {
        figures.forEach(figure -> lines.add(new Line(java, figure)));
    }

    /** The table, sorted by row, order of measurement, and JDK. */
    public String markdown() {
        List<String> order =
                lines.stream().map(line -> line.figure().what()).distinct().toList();
        StringBuilder table = new StringBuilder(HEAD);
        lines.stream()
                .sorted(Comparator.comparingInt((Line line) -> line.figure().row())
                        .thenComparingInt(line -> order.indexOf(line.figure().what()))
                        .thenComparingInt(Line::java))
                .forEach(line -> table.append(markdown(line)));
        return table.toString();
    }

    private static String markdown(Line line) {
        Figure figure = line.figure();
        String unit = figure.unit().isEmpty() ? "" : " " + figure.unit();
        return "| " + figure.row()
                + " | " + figure.what()
                + " | " + line.java()
                + " | " + NumberFormat.of(figure.value()) + unit
                + " | " + NumberFormat.of(figure.low()) + " to " + NumberFormat.of(figure.high())
                + " | " + figure.samples()
                + " | " + figure.detail()
                + " | " + (figure.target() == null ? "" : figure.target() + unit)
                + " | " + verdict(figure)
                + " |\n";
    }

    private static String verdict(Figure figure) {
        if (figure.reached() == null) {
            return "";
        }
        return figure.reached() ? "reached" : "**not reached**";
    }
}
