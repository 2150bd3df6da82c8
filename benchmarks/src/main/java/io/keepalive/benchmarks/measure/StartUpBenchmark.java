// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.PinnedJava;
import io.keepalive.benchmarks.process.TimedRun;
import io.keepalive.benchmarks.subject.FirstConnection;
import io.keepalive.benchmarks.subject.TwoConnections;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** The cost of a start with the agent, against no agent, an empty one, and OpenTelemetry's. */
public final class StartUpBenchmark implements Measurement {

    private static final String WITH_FILE = Starts.withFile(Starts.KEEPALIVE);

    private static final String WALL = "start-up, wall";
    private static final String PINNED = "start-up on one processor, wall";
    private static final String CPU = "start-up, processor time";

    /** The default of keepalive.idle. */
    private static final int IDLE_SECONDS = 60;

    private static final long LIMIT_NANOS = 30_000_000_000L;

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String description() {
        return "start-up: wall and processor time, on all processors and on one, how long main is held up, when the first"
                + " connection is tuned (rows 3, 4)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Starts starts = new Starts()
                .variant(Starts.NONE, start(bench, List.of()))
                .variant(Starts.EMPTY, start(bench, Agents.empty()))
                .variant(Starts.KEEPALIVE, start(bench, Agents.keepalive()))
                .variant(WITH_FILE, start(bench, Agents.keepaliveWithFile(Agents.KEEPALIVE)))
                .variant(Starts.OPEN_TELEMETRY, start(bench, Agents.openTelemetry()));
        starts.run(bench.pairs());
        List<Figure> figures = new ArrayList<>();
        figures.add(wall(starts, WITH_FILE, Starts.EMPTY).mustReach(Target.atMost(1.35)));
        figures.add(wall(starts, Starts.KEEPALIVE, Starts.EMPTY).mustReach(Target.atMost(1.3)));
        figures.add(wall(starts, Starts.KEEPALIVE, Starts.NONE));
        figures.add(wall(starts, Starts.OPEN_TELEMETRY, Starts.EMPTY));
        figures.addAll(onOneProcessor(bench));
        figures.add(cpu(starts, Starts.KEEPALIVE, Starts.OPEN_TELEMETRY).mustReach(Target.atMost(0.1)));
        figures.add(cpu(starts, WITH_FILE, Starts.EMPTY));
        figures.add(cpu(starts, Starts.KEEPALIVE, Starts.EMPTY));
        figures.add(cpu(starts, Starts.KEEPALIVE, Starts.NONE));
        figures.add(firstConnection(bench).mustReach(Target.atMost(1_000)));
        figures.add(heldUp(starts, Starts.KEEPALIVE).mustReach(Target.atMost(40)));
        figures.add(heldUp(starts, WITH_FILE));
        figures.add(heldUp(starts, Starts.OPEN_TELEMETRY));
        return new Outcome(figures, List.of(overJdks(bench, starts)), List.of());
    }

    private static List<String> start(Bench bench, List<String> agent) {
        return bench.launch(TwoConnections.class).jvmOptions(agent).command();
    }

    /** As in a small container. */
    private static List<Figure> onOneProcessor(Bench bench) throws Exception {
        Starts starts = new Starts()
                .variant(Starts.EMPTY, pinnedStart(bench, Agents.empty()))
                .variant(Starts.KEEPALIVE, pinnedStart(bench, Agents.keepalive()))
                .variant(WITH_FILE, pinnedStart(bench, Agents.keepaliveWithFile(Agents.KEEPALIVE)));
        starts.run(bench.pairs());
        return List.of(
                starts.ratio(3, PINNED, TimedRun::wallMillis, WITH_FILE, Starts.EMPTY)
                        .mustReach(Target.atMost(1.6)),
                starts.ratio(3, PINNED, TimedRun::wallMillis, Starts.KEEPALIVE, Starts.EMPTY));
    }

    private static List<String> pinnedStart(Bench bench, List<String> agent) {
        return bench.launch(TwoConnections.class)
                .through(PinnedJava.command())
                .jvmOptions(agent)
                .command();
    }

    private static Figure wall(Starts starts, String agent, String other) {
        return starts.ratio(3, WALL, TimedRun::wallMillis, agent, other);
    }

    private static Figure cpu(Starts starts, String agent, String other) {
        return starts.ratio(3, CPU, TimedRun::cpuMillis, agent, other);
    }

    private static Figure heldUp(Starts starts, String agent) {
        return starts.beyondEmpty(4, "main held up by " + agent, start -> start.millisUntil("began"), agent);
    }

    /** The time from a connection being open to both its ends having the policy in the kernel. */
    private static Figure firstConnection(Bench bench) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < bench.pairs(); i++) {
            try (ForkedProcess program = bench.launch(FirstConnection.class)
                    .jvmOptions(Agents.keepalive())
                    .start()) {
                Matcher opened = program.stdout().await("opened (\\d+) (\\d+) (\\d+)");
                int client = Integer.parseInt(opened.group(1));
                int accepted = Integer.parseInt(opened.group(2));
                millis.add((untilTuned(client, accepted) - Long.parseLong(opened.group(3))) / 1e6);
            }
        }
        return Figure.of(
                3,
                "a connection opened on main's first line, until both its ends carry the policy",
                Samples.of(millis),
                "ms");
    }

    private static long untilTuned(int client, int accepted) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + LIMIT_NANOS;
        NamespaceSockets sockets = NamespaceSockets.here();
        while (sockets.where(entry -> (entry.isBetween(client, accepted) || entry.isBetween(accepted, client))
                                && entry.probesWithin(IDLE_SECONDS))
                        .size()
                < 2) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("the first connection was never tuned");
            }
            Thread.sleep(2);
        }
        return System.nanoTime();
    }

    private static Curve overJdks(Bench bench, Starts starts) {
        int java = bench.jdk().feature();
        return new Curve(
                "start-up",
                "Start-up of a program that opens two connections",
                "Java",
                "milliseconds, wall",
                List.of(Starts.NONE, Starts.EMPTY, Starts.KEEPALIVE, Starts.OPEN_TELEMETRY).stream()
                        .map(agent -> new Curve.Line(
                                agent,
                                List.of(new Curve.Point(
                                        java,
                                        starts.samples(agent, TimedRun::wallMillis)
                                                .median()))))
                        .toList());
    }
}
