package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.TimedRun;
import io.keepalive.benchmarks.subject.TwoConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The processor time of a complete start. A program that ends at once ends before an agent that starts beside main is
 * ready; this one lives on, and the watcher polls its connections.
 */
public final class StartUpCpuBenchmark implements Measurement {

    private static final String EMPTY = "an empty agent";
    private static final String KEEPALIVE = "keepalive-agent";
    private static final String OPEN_TELEMETRY = "OpenTelemetry's agent";

    private static final int LIVES_MILLIS = 2_000;

    /** A start of this kind takes seconds. */
    private static final int MOST_PAIRS = 10;

    @Override
    public String name() {
        return "start-up-cost";
    }

    @Override
    public String description() {
        return "start-up: processor time where the program lives on for two seconds (row 3)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Interleaved<TimedRun> starts = new Interleaved<TimedRun>()
                .variant(EMPTY, start(bench, Agents.empty()))
                .variant(KEEPALIVE, start(bench, Agents.keepalive()))
                .variant(OPEN_TELEMETRY, start(bench, Agents.openTelemetry()));
        starts.run(Math.min(bench.pairs(), MOST_PAIRS));
        List<Figure> figures = new ArrayList<>();
        figures.add(figure(starts, OPEN_TELEMETRY).mustReach(Target.atMost(0.1)));
        figures.add(figure(starts, EMPTY));
        return Outcome.of(figures);
    }

    private static Callable<TimedRun> start(Bench bench, List<String> agent) {
        List<String> command = bench.launch(TwoConnections.class)
                .jvmOptions(agent)
                .arguments(String.valueOf(LIVES_MILLIS))
                .command();
        return () -> TimedRun.run(command);
    }

    private static Figure figure(Interleaved<TimedRun> starts, String other) {
        Samples mine = starts.samples(KEEPALIVE, TimedRun::cpuMillis);
        Samples others = starts.samples(other, TimedRun::cpuMillis);
        return Figure.of(
                        3,
                        "processor time of a program that lives on: " + KEEPALIVE + " / " + other,
                        mine.over(others),
                        "")
                .detail(NumberFormat.of(mine.median()) + " ms / " + NumberFormat.of(others.median()) + " ms");
    }
}
