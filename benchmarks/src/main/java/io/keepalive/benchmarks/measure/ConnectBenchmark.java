// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.jmh.Connecting;
import io.keepalive.benchmarks.jmh.Connecting.Tuner;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.PinnedJava;
import io.keepalive.benchmarks.process.Shim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connect, accept and close: with the agent, without keepalive, with keepalive set by the application, and with the
 * shim in C.
 */
public final class ConnectBenchmark implements Measurement {

    private static final String AGENT = "keepalive-agent";
    private static final String EARLIER = "an earlier agent";
    private static final String NONE = "no keepalive";
    private static final String BY_HAND = "set by hand";
    private static final String SHIM = "LD_PRELOAD shim in C";

    private final String kind;

    private ConnectBenchmark(String kind) {
        this.kind = kind;
    }

    /** With java.net. */
    public static ConnectBenchmark blocking() {
        return new ConnectBenchmark("blocking");
    }

    /** With java.nio.channels. */
    public static ConnectBenchmark nio() {
        return new ConnectBenchmark("nio");
    }

    @Override
    public String name() {
        return "connect-" + kind;
    }

    @Override
    public String description() {
        return "connect + accept + close, " + kind
                + ", both ends with the agent, against none, by hand, and in C (row 2)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        Path folder = bench.file("agent.log").toAbsolutePath().getParent();
        String java = bench.jdk().program("java");
        Optional<String> javaWithShim = Shim.java(bench.jdk(), folder);
        SideBySide times = new SideBySide(folder)
                .variant(
                        AGENT,
                        fork(bench, java, Agents.keepalive("log.file=" + bench.file("agent.log")), Tuner.FROM_OUTSIDE))
                .variant(NONE, fork(bench, java, List.of(), Tuner.NONE))
                .variant(BY_HAND, fork(bench, java, List.of(), Tuner.APPLICATION));
        if (bench.earlier().isPresent()) {
            List<String> earlier = Agents.keepalive(bench.earlier().get(), "log.file=" + bench.file("earlier.log"));
            times.variant(EARLIER, fork(bench, java, earlier, Tuner.FROM_OUTSIDE));
        }
        if (javaWithShim.isPresent()) {
            times.variant(SHIM, fork(bench, javaWithShim.get(), List.of(), Tuner.FROM_OUTSIDE));
        }
        times.run(bench.pairs());

        List<Figure> figures = new ArrayList<>();
        figures.add(wall(times, AGENT, NONE).mustReach(Target.atMost(1.15)));
        figures.add(cpu(times, AGENT, NONE));
        figures.add(wall(times, AGENT, BY_HAND).mustReach(Target.atMost(1)));
        figures.add(cpu(times, AGENT, BY_HAND));
        if (bench.earlier().isPresent()) {
            figures.add(wall(times, AGENT, EARLIER));
            figures.add(cpu(times, AGENT, EARLIER));
        }
        List<String> notes = new ArrayList<>();
        if (javaWithShim.isPresent()) {
            figures.add(wall(times, AGENT, SHIM));
            figures.add(cpu(times, AGENT, SHIM));
            figures.add(cpu(times, SHIM, NONE));
        } else {
            notes.add("there is no gcc here: the shim in C was not measured");
        }
        figures.add(cpu(times, BY_HAND, NONE));
        return new Outcome(figures, List.of(), notes);
    }

    private Fork fork(Bench bench, String java, List<String> options, Tuner tuner) throws IOException {
        return new Fork(
                bench.jdk().feature(),
                PinnedJava.java(java, bench.file("agent.log").getParent()),
                options,
                Connecting.class,
                kind,
                Map.of("tuner", tuner.name()));
    }

    private Figure wall(SideBySide times, String mine, String others) {
        return figure(
                "", mine, others, times.samples(mine, Fork.Score::value), times.samples(others, Fork.Score::value));
    }

    private Figure cpu(SideBySide times, String mine, String others) {
        return figure(
                ", processor time",
                mine,
                others,
                times.samples(mine, Fork.Score::cpuMicros),
                times.samples(others, Fork.Score::cpuMicros));
    }

    private Figure figure(String of, String mine, String others, Samples my, Samples their) {
        return Figure.of(2, "connect + accept + close, " + kind + of + ": " + mine + " / " + others, my.over(their), "")
                .detail(NumberFormat.of(my.median()) + " µs / " + NumberFormat.of(their.median()) + " µs");
    }
}
