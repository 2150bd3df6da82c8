// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Rounds;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.Limits;
import io.keepalive.testkit.kernel.KernelThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of the watcher's rounds with few and with many connections. The sizes take turns: while one is measured,
 * the programs of the others are suspended.
 */
public final class WatcherBenchmark implements Measurement {

    private static final String THREAD = "keepalive-agent";
    private static final int[] SIZES = {1_000, 5_000, 10_000, 50_000};
    private static final int FEW = 1_000;
    private static final int USUAL_INDEX = 2;
    private static final int USUAL = SIZES[USUAL_INDEX];

    /** The default of watch.every. */
    private static final double EVERY_MILLIS = 1_000;

    private static final long READ_EVERY_MILLIS = 20;
    private static final long PAUSE_NANOS = 150_000_000;
    private static final long WINDOW_NANOS = 6_000_000_000L;

    /** A watcher that has slowed down may leave more time between rounds. */
    private static final long LONGEST_WINDOW_NANOS = 60_000_000_000L;

    /**
     * After the turn of another program: fills caches, and passes the first round, which reads all connections after
     * so long a pause and whose cost the interval reflects for some rounds.
     */
    private static final long SETTLE_NANOS = 10_000_000_000L;

    /** How much longer to wait at a time where there was no round yet. */
    private static final long MORE_NANOS = 1_500_000_000;

    /** Until the rounds are compiled and all connections have been read. */
    private static final long WARM_UP_NANOS = 45_000_000_000L;

    private static final long QUICK_WARM_UP_NANOS = 25_000_000_000L;

    @Override
    public String name() {
        return "watcher";
    }

    @Override
    public String description() {
        return "the watcher with 1,000 to 50,000 open connections: processor time, allocation (row 5)";
    }

    @Override
    public boolean onEachJdk() {
        return false;
    }

    /** One program and the results of its windows. */
    private static final class Watched implements AutoCloseable {

        private final ConnectionHolder holder;
        private final Rounds rounds = new Rounds(PAUSE_NANOS);
        private KernelThreads.OneThread thread;
        private long windowCpu;
        private long windowAllocated;

        final List<Double> nanosAConnection = new ArrayList<>();
        final List<Double> millisARound = new ArrayList<>();
        final List<Double> share = new ArrayList<>();
        final List<Double> allocated = new ArrayList<>();
        final List<Double> between = new ArrayList<>();

        Watched(Bench bench, Path jar, int size) throws IOException {
            String log = bench.file("watcher-" + size + ".log").toString();
            holder = new ConnectionHolder(bench, Agents.keepalive(jar, "log.file=" + log));
            holder.open("nio", Limits.connections(size));
        }

        int connections() {
            return holder.connections();
        }

        void awaitPolicy() throws IOException, InterruptedException {
            holder.awaitPolicy();
            thread = KernelThreads.named(holder.pid(), THREAD);
        }

        void suspend() throws IOException, InterruptedException {
            holder.suspend();
        }

        void beginTurn() throws IOException, InterruptedException {
            rounds.forgetAll();
            holder.resume();
        }

        void read() throws IOException {
            rounds.read(System.nanoTime(), thread.cpuNanos());
        }

        void beginWindow() throws IOException {
            rounds.forget();
            windowCpu = thread.cpuNanos();
            windowAllocated = holder.ask("allocated");
        }

        boolean hasSeenRound() {
            return rounds.number() > 0;
        }

        void endWindow(long nanos) throws IOException {
            int number = rounds.number();
            if (number == 0) {
                throw new IOException("no round was seen over " + connections() + " connections");
            }
            double cost = (double) rounds.cpuNanos() / number;
            nanosAConnection.add(cost / connections());
            millisARound.add(cost / 1e6);
            between.add(nanos / 1e6 / number);
            share.add(100.0 * (thread.cpuNanos() - windowCpu) / nanos);
            allocated.add((double) (holder.ask("allocated") - windowAllocated) / number);
        }

        @Override
        public void close() {
            holder.close();
        }
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        List<Watched> all = new ArrayList<>();
        try {
            for (int size : SIZES) {
                all.add(new Watched(bench, Agents.KEEPALIVE, size));
            }
            if (bench.earlier().isPresent()) {
                all.add(new Watched(bench, bench.earlier().get(), USUAL));
            }
            for (Watched one : all) {
                one.awaitPolicy();
            }
            watch(all, bench.quick() ? QUICK_WARM_UP_NANOS : WARM_UP_NANOS);
            for (Watched one : all) {
                one.suspend();
            }
            for (int turn = 0; turn < bench.pairs(); turn++) {
                for (Watched one : all) {
                    takeTurn(one);
                }
            }
            return outcome(all);
        } finally {
            all.forEach(Watched::close);
        }
    }

    private static void takeTurn(Watched one) throws IOException, InterruptedException {
        one.beginTurn();
        watch(List.of(one), SETTLE_NANOS);
        one.beginWindow();
        long nanos = watch(List.of(one), WINDOW_NANOS);
        while (!one.hasSeenRound() && nanos < LONGEST_WINDOW_NANOS) {
            nanos += watch(List.of(one), MORE_NANOS);
        }
        one.endWindow(nanos);
        one.suspend();
    }

    /** Reads the processor times of the threads for so long and returns the exact duration. */
    private static long watch(List<Watched> all, long nanos) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            for (Watched one : all) {
                one.read();
            }
            Thread.sleep(READ_EVERY_MILLIS);
        }
        return System.nanoTime() - begin;
    }

    private static Outcome outcome(List<Watched> all) throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Curve.Point> cost = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            Watched one = all.get(i);
            String over = " over " + NumberFormat.of(one.connections()) + " connections";
            String came = "a round takes "
                    + NumberFormat.of(Samples.of(one.millisARound).median()) + " ms, one came every "
                    + NumberFormat.of(Samples.of(one.between).median()) + " ms";
            Figure share = Figure.of(5, "the watcher's share of one core" + over, Samples.of(one.share), "%")
                    .detail(came);
            Figure everySecond = Figure.of(
                            5,
                            "the same, were it not to slow down: a round every second" + over,
                            Samples.of(one.millisARound).times(100.0 / EVERY_MILLIS),
                            "%")
                    .detail(came);
            figures.add(SIZES[i] == USUAL ? share.mustReach(Target.atMost(1)) : share);
            figures.add(SIZES[i] == USUAL ? everySecond.mustReach(Target.atMost(1)) : everySecond);
            cost.add(new Curve.Point(
                    one.connections(), Samples.of(one.nanosAConnection).median()));
        }
        Watched usual = all.get(USUAL_INDEX);
        Watched few = all.get(0);
        Watched most = all.get(SIZES.length - 1);
        Samples fewCost = Samples.of(few.nanosAConnection);
        Samples mostCost = Samples.of(most.nanosAConnection);
        figures.add(Figure.of(
                        5,
                        "the watcher's cost a connection: over " + NumberFormat.of(most.connections()) + " / over "
                                + NumberFormat.of(FEW),
                        mostCost.over(fewCost),
                        "")
                .detail(NumberFormat.of(mostCost.median()) + " ns / " + NumberFormat.of(fewCost.median())
                        + " ns a round")
                .mustReach(Target.atMost(1.5)));
        for (int i = 0; i < SIZES.length; i++) {
            if (SIZES[i] == FEW || SIZES[i] == USUAL) {
                figures.add(Figure.of(
                                5,
                                "allocated a round over "
                                        + NumberFormat.of(all.get(i).connections()) + " connections",
                                Samples.of(all.get(i).allocated),
                                "bytes")
                        .mustReach(Target.atMost(0)));
            }
        }
        for (Watched earlier : all.subList(SIZES.length, all.size())) {
            figures.add(besideEarlier(usual, earlier));
        }
        return new Outcome(figures, List.of(curve(cost)), notes(most));
    }

    private static Figure besideEarlier(Watched one, Watched earlier) {
        Samples mine = Samples.of(one.millisARound);
        Samples theirs = Samples.of(earlier.millisARound);
        String over = " over " + NumberFormat.of(one.connections()) + " connections: ";
        return Figure.of(5, "the watcher's round" + over + "keepalive-agent / an earlier agent", mine.over(theirs), "")
                .detail(NumberFormat.of(mine.median()) + " ms / " + NumberFormat.of(theirs.median())
                        + " ms; allocated a round "
                        + NumberFormat.of(Samples.of(one.allocated).median()) + " / "
                        + NumberFormat.of(Samples.of(earlier.allocated).median()) + " bytes");
    }

    private static Curve curve(List<Curve.Point> cost) {
        return new Curve(
                "watcher",
                "The watcher's cost a connection",
                "open connections",
                "nanoseconds of processor time a round",
                List.of(new Curve.Line("keepalive-agent", cost)));
    }

    private static List<String> notes(Watched most) {
        int asked = SIZES[SIZES.length - 1];
        return most.connections() == asked
                ? List.of()
                : List.of("this machine does not let a process open " + NumberFormat.of(asked)
                        + " files (ulimit -Hn), so " + NumberFormat.of(most.connections())
                        + " connections stand for them");
    }
}
