// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.testkit.jvm.Attachment;
import io.keepalive.testkit.jvm.HeapHistogram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The additional heap per connection with the agent: all live objects after a collection. */
public final class HeapBenchmark implements Measurement {

    private static final int CONNECTIONS = 10_000;

    /** Opened before the first count, so that objects that are created once exist. */
    private static final int FIRST = 500;

    /** For the first rounds of the watcher, and the copy of the agent's classes five seconds after its start. */
    private static final long SETTLE_MILLIS = 8_000;

    /** Runs hardly differ. */
    private static final int RUNS = 2;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public String description() {
        return "heap held a connection, intercepted and adopted (row 6)";
    }

    @Override
    public boolean onEachJdk() {
        return false;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        List<Figure> figures = new ArrayList<>(figures(bench, Agents.KEEPALIVE, ""));
        if (bench.earlier().isPresent()) {
            figures.addAll(figures(bench, bench.earlier().get(), ", an earlier agent"));
        }
        return Outcome.of(figures);
    }

    private static List<Figure> figures(Bench bench, Path jar, String whose) throws Exception {
        return List.of(
                figure(bench, "intercepted, java.net" + whose, () -> intercepted(bench, jar, "blocking")),
                figure(bench, "intercepted, java.nio.channels" + whose, () -> intercepted(bench, jar, "nio")),
                figure(bench, "adopted" + whose, () -> adopted(bench, jar)));
    }

    /** One run, which returns the additional objects by class. */
    private interface Growth {
        HeapHistogram run() throws Exception;
    }

    private static Figure figure(Bench bench, String kind, Growth growth) throws Exception {
        List<Double> bytes = new ArrayList<>();
        HeapHistogram last = null;
        for (int run = 0; run < (bench.quick() ? 1 : RUNS); run++) {
            last = growth.run();
            bytes.add((double) last.bytes() / CONNECTIONS);
        }
        return Figure.of(6, "heap held a connection, " + kind, Samples.of(bytes), "bytes")
                .detail(largestClasses(last))
                .mustReach(Target.atMost(300));
    }

    private static HeapHistogram intercepted(Bench bench, Path jar, String kind) throws Exception {
        List<String> agent = Agents.keepalive(jar, "log.file=" + bench.file("heap.log"));
        return growth(bench, kind, agent).minus(growth(bench, kind, List.of()));
    }

    private static HeapHistogram growth(Bench bench, String kind, List<String> agent) throws Exception {
        try (ConnectionHolder holder = new ConnectionHolder(bench, agent)) {
            holder.open(kind, FIRST);
            settle(holder, !agent.isEmpty());
            HeapHistogram before = HeapHistogram.of(bench.jdk(), holder.pid());
            holder.open(kind, CONNECTIONS);
            settle(holder, !agent.isEmpty());
            return HeapHistogram.of(bench.jdk(), holder.pid()).minus(before);
        }
    }

    private static HeapHistogram adopted(Bench bench, Path jar) throws Exception {
        return attached(bench, jar, FIRST + CONNECTIONS).minus(attached(bench, jar, FIRST));
    }

    private static HeapHistogram attached(Bench bench, Path jar, int connections) throws Exception {
        try (ConnectionHolder holder = new ConnectionHolder(bench, List.of())) {
            holder.open("nio", connections);
            HeapHistogram before = HeapHistogram.of(bench.jdk(), holder.pid());
            Attachment.load(holder.pid(), jar, "log.file=" + bench.file("heap.log"));
            settle(holder, true);
            return HeapHistogram.of(bench.jdk(), holder.pid()).minus(before);
        }
    }

    private static void settle(ConnectionHolder holder, boolean tuned) throws Exception {
        if (tuned) {
            holder.awaitPolicy();
        }
        Thread.sleep(SETTLE_MILLIS);
    }

    /** The classes with the most bytes. */
    private static String largestClasses(HeapHistogram growth) {
        return growth.classes().entrySet().stream()
                .filter(entry -> entry.getValue().bytes() / CONNECTIONS >= 4)
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
                .map(entry -> shortName(entry.getKey()) + " "
                        + NumberFormat.of((double) entry.getValue().bytes() / CONNECTIONS))
                .collect(Collectors.joining(", "));
    }

    private static String shortName(String type) {
        return switch (type) {
            case "[B" -> "byte[]";
            case "[J" -> "long[]";
            case "[I" -> "int[]";
            default ->
                type.replaceAll(".*[.]", "")
                                .replaceAll("[$][$]Lambda.*", " lambda")
                                .replace(";", "")
                        + (type.startsWith("[L") ? "[]" : "");
        };
    }
}
