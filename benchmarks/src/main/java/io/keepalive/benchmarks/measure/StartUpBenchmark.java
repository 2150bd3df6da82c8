package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.TimedRun;
import io.keepalive.benchmarks.subject.FirstConnection;
import io.keepalive.benchmarks.subject.TwoConnections;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;

/** The cost of a start with the agent, against no agent, an empty one, and OpenTelemetry's. */
public final class StartUpBenchmark implements Measurement {

    private static final String NONE = "no agent";
    private static final String EMPTY = "an empty agent";
    private static final String KEEPALIVE = "keepalive-agent";
    private static final String OPEN_TELEMETRY = "OpenTelemetry's agent";

    /** The default of keepalive.idle. */
    private static final int IDLE_SECONDS = 60;

    private static final long LIMIT_NANOS = 30_000_000_000L;

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String description() {
        return "start-up: wall and processor time, how long main is held up, when the first connection is tuned (rows 3, 4)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Interleaved<TimedRun> starts = new Interleaved<TimedRun>()
                .variant(NONE, start(bench, List.of()))
                .variant(EMPTY, start(bench, Agents.empty()))
                .variant(KEEPALIVE, start(bench, Agents.keepalive()))
                .variant(OPEN_TELEMETRY, start(bench, Agents.openTelemetry()));
        starts.run(bench.pairs());
        List<Figure> figures = new ArrayList<>();
        figures.add(wall(starts, KEEPALIVE, EMPTY).mustReach(Target.atMost(1.3)));
        figures.add(wall(starts, KEEPALIVE, NONE));
        figures.add(wall(starts, OPEN_TELEMETRY, EMPTY));
        figures.add(cpu(starts, KEEPALIVE, OPEN_TELEMETRY).mustReach(Target.atMost(0.1)));
        figures.add(cpu(starts, KEEPALIVE, EMPTY));
        figures.add(cpu(starts, KEEPALIVE, NONE));
        figures.add(firstConnection(bench).mustReach(Target.atMost(1_000)));
        figures.add(heldUp(starts, KEEPALIVE).mustReach(Target.atMost(40)));
        figures.add(heldUp(starts, OPEN_TELEMETRY));
        return new Outcome(figures, List.of(overJdks(bench, starts)), List.of());
    }

    private static Callable<TimedRun> start(Bench bench, List<String> agent) {
        List<String> command =
                bench.launch(TwoConnections.class).jvmOptions(agent).command();
        return () -> TimedRun.run(command);
    }

    private static Figure wall(Interleaved<TimedRun> starts, String agent, String other) {
        return ratio(
                "start-up, wall",
                agent,
                other,
                starts.samples(agent, TimedRun::wallMillis),
                starts.samples(other, TimedRun::wallMillis));
    }

    private static Figure cpu(Interleaved<TimedRun> starts, String agent, String other) {
        return ratio(
                "start-up, processor time",
                agent,
                other,
                starts.samples(agent, TimedRun::cpuMillis),
                starts.samples(other, TimedRun::cpuMillis));
    }

    private static Figure ratio(String what, String agent, String other, Samples mine, Samples others) {
        return Figure.of(3, what + ": " + agent + " / " + other, mine.over(others), "")
                .detail(NumberFormat.of(mine.median()) + " ms / " + NumberFormat.of(others.median()) + " ms");
    }

    private static Figure heldUp(Interleaved<TimedRun> starts, String agent) {
        Samples mine = starts.samples(agent, StartUpBenchmark::untilMain);
        Samples others = starts.samples(EMPTY, StartUpBenchmark::untilMain);
        return Figure.of(4, "main held up by " + agent + ", beyond " + EMPTY, mine.minus(others), "ms")
                .detail(NumberFormat.of(mine.median()) + " ms - " + NumberFormat.of(others.median())
                        + " ms until main");
    }

    private static double untilMain(TimedRun start) {
        return (Long.parseLong(start.output().replace("began ", "")) - start.startedNanos()) / 1e6;
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

    private static Curve overJdks(Bench bench, Interleaved<TimedRun> starts) {
        int java = bench.jdk().feature();
        return new Curve(
                "start-up",
                "Start-up of a program that opens two connections",
                "Java",
                "milliseconds, wall",
                List.of(NONE, EMPTY, KEEPALIVE, OPEN_TELEMETRY).stream()
                        .map(agent -> new Curve.Line(
                                agent,
                                List.of(new Curve.Point(
                                        java,
                                        starts.samples(agent, TimedRun::wallMillis)
                                                .median()))))
                        .toList());
    }
}
