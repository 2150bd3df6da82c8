// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import io.keepalive.benchmarks.figure.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The measured part of benchmarks/results/README.md: between its two marks; the text around them is written by people. */
public final class Page {

    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private final Path page;

    public Page(Path page) {
        this.page = page;
    }

    /** Rewrites tables and plots. */
    public void write(List<Result> results) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has not its two marks, " + BEGIN + " and " + END);
        }
        Files.writeString(
                page,
                text.substring(0, begin + BEGIN.length()) + "\n\n" + measured(results) + "\n" + text.substring(end));
    }

    private String measured(List<Result> results) throws IOException {
        Table table = new Table();
        results.forEach(result -> table.add(result.feature(), result.figures()));
        return table.markdown() + plots(results) + notes(results) + origin(results);
    }

    private String plots(List<Result> results) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Curve curve : merged(results)) {
            String file = "performance-" + curve.name() + ".svg";
            Files.writeString(page.resolveSibling(file), new Plot(curve).svg());
            text.append("\n![").append(curve.title()).append("](").append(file).append(")\n");
        }
        return text.toString();
    }

    /** The parts of one curve may come from several measurements, such as one per JDK. */
    static List<Curve> merged(List<Result> results) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        results.stream()
                .flatMap(result -> result.curves().stream())
                .forEach(curve -> curves.merge(curve.name(), curve, Page::joined));
        return List.copyOf(curves.values());
    }

    private static Curve joined(Curve first, Curve second) {
        Map<String, List<Curve.Point>> lines = new LinkedHashMap<>();
        for (Curve curve : List.of(first, second)) {
            curve.lines()
                    .forEach(line -> lines.computeIfAbsent(line.name(), name -> new ArrayList<>())
                            .addAll(line.points()));
        }
        List<Curve.Line> joined = new ArrayList<>();
        lines.forEach((name, points) -> joined.add(new Curve.Line(name, points)));
        return new Curve(first.name(), first.title(), first.x(), first.y(), joined);
    }

    private static String notes(List<Result> results) {
        StringBuilder text = new StringBuilder();
        for (Result result : results) {
            for (String note : result.notes()) {
                text.append("- `")
                        .append(result.measurement())
                        .append("`, Java ")
                        .append(result.feature());
                text.append(": ").append(note).append('\n');
            }
        }
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String origin(List<Result> results) {
        TreeSet<String> machines = new TreeSet<>();
        TreeSet<String> versions = new TreeSet<>();
        TreeSet<String> days = new TreeSet<>();
        for (Result result : results) {
            machines.add(result.machine().toString());
            result.versions().forEach((what, version) -> versions.add(what + " " + version));
            days.add(result.when().substring(0, 10) + " (" + result.commit() + ")");
        }
        return "\nMeasured on " + String.join("; ", machines) + ".\nVersions: " + String.join(", ", versions)
                + ".\nDays and commits: " + String.join(", ", days) + ".\n";
    }
}
