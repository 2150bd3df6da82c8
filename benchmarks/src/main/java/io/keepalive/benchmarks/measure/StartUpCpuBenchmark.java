// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.EarlierAgent;
import io.keepalive.benchmarks.process.TimedRun;
import io.keepalive.benchmarks.subject.TwoConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processor time of a complete start. A program that ends at once ends before an agent that starts beside main is
 * ready; this one lives on, and the watcher polls its connections.
 */
public final class StartUpCpuBenchmark implements Measurement {

    private static final String WITH_FILE = Starts.withFile(Starts.KEEPALIVE);

    private static final String LIVES_ON = "processor time of a program that lives on";
    private static final String FIRST_SECONDS = "processor time in the first 3 s of a program that lives on";

    private static final int LIVES_MILLIS = 3_000;

    /** A start of this kind takes seconds. */
    private static final int MOST_PAIRS = 8;

    @Override
    public String name() {
        return "start-up-cost";
    }

    @Override
    public String description() {
        return "start-up: processor time where the program lives on for three seconds (row 3)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Optional<EarlierAgent> baseline = bench.baseline();
        Starts starts = new Starts()
                .variant(Starts.EMPTY, start(bench, Agents.empty()))
                .variant(Starts.KEEPALIVE, start(bench, Agents.keepalive()))
                .variant(WITH_FILE, start(bench, Agents.keepaliveWithFile(Agents.KEEPALIVE)))
                .variant(Starts.OPEN_TELEMETRY, start(bench, Agents.openTelemetry()));
        baseline.ifPresent(earlier ->
                starts.variant(Starts.withFile(earlier.name()), start(bench, Agents.keepaliveWithFile(earlier.jar()))));
        starts.run(Math.min(bench.pairs(), MOST_PAIRS));
        List<Figure> figures = new ArrayList<>();
        figures.add(livesOn(starts, Starts.OPEN_TELEMETRY).mustReach(Target.atMost(0.1)));
        figures.add(livesOn(starts, Starts.EMPTY));
        baseline.ifPresent(earlier -> figures.add(bench.mustReachBesideBaseline(
                Target.atMost(0.5),
                starts.ratioBeyondEmpty(
                        3, FIRST_SECONDS, TimedRun::cpuMillis, WITH_FILE, Starts.withFile(earlier.name())))));
        figures.add(beyondEmpty(starts, WITH_FILE));
        figures.add(beyondEmpty(starts, Starts.KEEPALIVE));
        baseline.ifPresent(earlier -> figures.add(beyondEmpty(starts, Starts.withFile(earlier.name()))));
        return new Outcome(figures, List.of(), bench.notesOnBaseline());
    }

    private static List<String> start(Bench bench, List<String> agent) {
        return bench.launch(TwoConnections.class)
                .jvmOptions(agent)
                .arguments(String.valueOf(LIVES_MILLIS))
                .command();
    }

    private static Figure livesOn(Starts starts, String other) {
        return starts.ratio(3, LIVES_ON, TimedRun::cpuMillis, Starts.KEEPALIVE, other);
    }

    private static Figure beyondEmpty(Starts starts, String agent) {
        return starts.beyondEmpty(3, FIRST_SECONDS + " with " + agent, TimedRun::cpuMillis, agent);
    }
}
