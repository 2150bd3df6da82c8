// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.EarlierAgent;
import io.keepalive.benchmarks.process.TimedRun;
import io.keepalive.benchmarks.subject.HooksLive;
import io.keepalive.benchmarks.subject.TwoConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The time until new connections get the policy at once, and how long main waits for that where it is told to. */
public final class StartUpLiveBenchmark implements Measurement {

    private static final String WITH_FILE = Starts.withFile(Starts.KEEPALIVE);

    private static final String UNTIL_LIVE = "from the JVM's start until the hooks are live";

    @Override
    public String name() {
        return "start-up-live";
    }

    @Override
    public String description() {
        return "start-up: until the hooks are live, and how long start: wait holds main up (rows 4, 10)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Optional<EarlierAgent> baseline = bench.baseline();
        Starts starts = untilLive(bench, baseline);
        List<Figure> figures = new ArrayList<>();
        baseline.ifPresent(earlier -> figures.add(bench.mustReachBesideBaseline(
                Target.atMost(0.5),
                starts.ratio(10, UNTIL_LIVE, StartUpLiveBenchmark::live, WITH_FILE, Starts.withFile(earlier.name())))));
        figures.add(untilLive(starts, WITH_FILE));
        figures.add(untilLive(starts, Starts.KEEPALIVE));
        baseline.ifPresent(earlier -> figures.add(untilLive(starts, Starts.withFile(earlier.name()))));
        figures.add(heldUp(bench, limitMillis(starts, baseline)));
        return new Outcome(figures, List.of(), bench.notesOnBaseline());
    }

    private static Starts untilLive(Bench bench, Optional<EarlierAgent> baseline) throws Exception {
        Starts starts = new Starts()
                .variant(Starts.KEEPALIVE, start(bench, HooksLive.class, Agents.keepalive()))
                .variant(WITH_FILE, start(bench, HooksLive.class, Agents.keepaliveWithFile(Agents.KEEPALIVE)));
        baseline.ifPresent(earlier -> starts.variant(
                Starts.withFile(earlier.name()),
                start(bench, HooksLive.class, Agents.keepaliveWithFile(earlier.jar()))));
        starts.run(bench.pairs());
        return starts;
    }

    /** 150 ms on a machine where the earlier build's hooks are live after 300. */
    private static double limitMillis(Starts starts, Optional<EarlierAgent> baseline) {
        return baseline.map(earlier -> starts.samples(Starts.withFile(earlier.name()), StartUpLiveBenchmark::live)
                                .median()
                        / 2)
                .orElse(150.0);
    }

    private static double live(TimedRun start) {
        return start.millisUntil("live");
    }

    private static Figure untilLive(Starts starts, String agent) {
        Samples millis = starts.samples(agent, StartUpLiveBenchmark::live);
        return Figure.of(10, UNTIL_LIVE + ": " + agent, millis, "ms");
    }

    private static Figure heldUp(Bench bench, double limitMillis) throws Exception {
        String awaited = WITH_FILE + " and start: wait";
        Starts starts = new Starts()
                .variant(Starts.EMPTY, start(bench, TwoConnections.class, Agents.empty()))
                .variant(awaited, start(bench, TwoConnections.class, Agents.keepaliveAwaited()));
        starts.run(bench.pairs());
        return starts.beyondEmpty(4, "main held up by " + awaited, start -> start.millisUntil("began"), awaited)
                .mustReach(Target.atMost(limitMillis));
    }

    private static List<String> start(Bench bench, Class<?> program, List<String> agent) {
        return bench.launch(program).jvmOptions(agent).command();
    }
}
