// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.jmh.RoundTrips;
import io.keepalive.benchmarks.measure.AttachBenchmark;
import io.keepalive.benchmarks.measure.Bench;
import io.keepalive.benchmarks.measure.ConnectBenchmark;
import io.keepalive.benchmarks.measure.DetectionBenchmark;
import io.keepalive.benchmarks.measure.HeapBenchmark;
import io.keepalive.benchmarks.measure.JarSize;
import io.keepalive.benchmarks.measure.Measurement;
import io.keepalive.benchmarks.measure.Outcome;
import io.keepalive.benchmarks.measure.RoundTripBenchmark;
import io.keepalive.benchmarks.measure.StartUpBenchmark;
import io.keepalive.benchmarks.measure.StartUpCpuBenchmark;
import io.keepalive.benchmarks.measure.StartUpLiveBenchmark;
import io.keepalive.benchmarks.measure.WatcherBenchmark;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.report.Machine;
import io.keepalive.benchmarks.report.Page;
import io.keepalive.benchmarks.report.Result;
import io.keepalive.benchmarks.report.Results;
import io.keepalive.benchmarks.report.Table;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Runs the requested measurements, keeps the results, and writes the page. Started by the script {@code
 * benchmarks/run}.
 */
public final class Run {

    private static final List<Measurement> MEASUREMENTS = List.of(
            new StartUpBenchmark(),
            new StartUpCpuBenchmark(),
            new StartUpLiveBenchmark(),
            ConnectBenchmark.blocking(),
            ConnectBenchmark.nio(),
            new RoundTripBenchmark(RoundTrips.Kind.BLOCKING),
            new RoundTripBenchmark(RoundTrips.Kind.NIO),
            new RoundTripBenchmark(RoundTrips.Kind.AIO),
            new WatcherBenchmark(),
            new HeapBenchmark(),
            new DetectionBenchmark(),
            new AttachBenchmark(),
            new JarSize());

    private static final List<Integer> JDKS = List.of(8, 17, 25);

    /** For measurements that need only one JDK. */
    private static final int MAIN_JDK = 17;

    private static final Results RESULTS = new Results(Path.of("benchmarks/results"));
    private static final Page PAGE = new Page(Path.of("benchmarks/results/README.md"));

    private final CommandLineOptions options;
    private boolean failed;

    private Run(CommandLineOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.equals(List.of("list"))) {
            MEASUREMENTS.forEach(one -> System.out.printf("%-20s %s%n", one.name(), one.description()));
        } else if (words.equals(List.of("report"))) {
            PAGE.write(RESULTS.all());
        } else {
            System.exit(run(words));
        }
    }

    private static int run(List<String> words) throws Exception {
        try {
            Run run = new Run(CommandLineOptions.of(words));
            for (Measurement measurement : run.selected()) {
                run.onItsJdks(measurement);
            }
            if (run.options.keepsResults()) {
                PAGE.write(RESULTS.all());
            }
            return run.failed ? 1 : 0;
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks: " + wrong.getMessage());
            return 2;
        }
    }

    private List<Measurement> selected() {
        if (options.names().equals(List.of("all"))) {
            return MEASUREMENTS;
        }
        return options.names().stream().map(Run::named).toList();
    }

    private static Measurement named(String name) {
        return MEASUREMENTS.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no '" + name + "' to measure; see: benchmarks/run list"));
    }

    private void onItsJdks(Measurement measurement) throws IOException, InterruptedException {
        for (int feature : jdksFor(measurement)) {
            on(here(feature), measurement);
        }
    }

    private List<Integer> jdksFor(Measurement measurement) {
        if (!options.jdks().isEmpty()) {
            return options.jdks();
        }
        return measurement.onEachJdk() ? JDKS : List.of(MAIN_JDK);
    }

    /** The script passes a version and a home on each line. */
    private static Jdk here(int feature) {
        return System.getProperty("benchmarks.jdks", "")
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words[0].equals(String.valueOf(feature)))
                .map(words -> Jdk.at(Path.of(words[1])))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no Java " + feature + " here"));
    }

    private void on(Jdk jdk, Measurement measurement) throws IOException, InterruptedException {
        System.err.println("benchmarks: " + measurement.name() + ", Java " + jdk.version());
        try {
            Outcome outcome = measurement.measure(new Bench(jdk, options.pairs(), options.quick(), options.earlier()));
            if (options.keepsResults()) {
                RESULTS.keep(result(jdk, measurement, outcome));
            }
            print(jdk, outcome.figures());
            outcome.notes().forEach(note -> System.err.println("benchmarks: " + note));
        } catch (Exception | AssertionError notMeasured) {
            failed = true;
            System.err.println(
                    "benchmarks: " + measurement.name() + " could not be measured on Java " + jdk.feature() + ":");
            notMeasured.printStackTrace();
        }
    }

    private Result result(Jdk jdk, Measurement measurement, Outcome outcome) throws IOException, InterruptedException {
        String otel = Agents.openTelemetryJar().getFileName().toString().replaceAll(".*-|\\.jar", "");
        return new Result(
                measurement.name(),
                jdk.feature(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Commands.run(List.of("git", "rev-parse", "--short", "HEAD")).trim(),
                Machine.here(),
                Map.of("Java", jdk.version(), "OpenTelemetry's agent", otel),
                outcome.figures(),
                outcome.curves(),
                outcome.notes());
    }

    private static void print(Jdk jdk, List<Figure> figures) {
        Table table = new Table();
        table.add(jdk.feature(), figures);
        System.out.println(table.markdown());
    }
}
