// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.jmh.RoundTrips;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.PinnedJava;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Round trips on open connections with the agent, without it, and without it once more: two equal JVMs are not equally
 * fast, and their difference is the scale for the difference that the agent makes.
 */
public final class RoundTripBenchmark implements Measurement {

    private static final String AGENT = "keepalive-agent";
    private static final String EARLIER = "an earlier agent";
    private static final String NONE = "no agent";
    private static final String NONE_AGAIN = "another JVM without";
    private static final int[] CONNECTIONS = {1, 64};

    private final RoundTrips.Kind kind;

    public RoundTripBenchmark(RoundTrips.Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return "round-trips-" + kindName();
    }

    private String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "round trips on 1 and 64 open connections, " + kindName() + ", with and without the agent (row 1)";
    }

    @Override
    public boolean onEachJdk() {
        return true;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            SideBySide rates = new SideBySide(bench.file("agent.log").getParent())
                    .variant(AGENT, fork(bench, Agents.keepalive("log.file=" + bench.file("agent.log")), connections))
                    .variant(NONE, fork(bench, List.of(), connections))
                    .variant(NONE_AGAIN, fork(bench, List.of(), connections));
            if (bench.earlier().isPresent()) {
                List<String> earlier = Agents.keepalive(bench.earlier().get(), "log.file=" + bench.file("earlier.log"));
                rates.variant(EARLIER, fork(bench, earlier, connections));
            }
            rates.run(bench.pairs());
            figures.add(rate(rates, AGENT, connections).mustReach(Target.atLeast(0.99)));
            figures.add(rate(rates, NONE_AGAIN, connections));
            if (bench.earlier().isPresent()) {
                figures.add(rate(rates, EARLIER, connections));
            }
            figures.add(cpu(rates, connections));
        }
        return Outcome.of(figures);
    }

    private Fork fork(Bench bench, List<String> options, int connections) throws IOException {
        return new Fork(
                bench.jdk().feature(),
                PinnedJava.java(
                        bench.jdk().program("java"), bench.file("agent.log").getParent()),
                options,
                RoundTrips.class,
                "roundTrip",
                Map.of("kind", kind.name(), "connections", String.valueOf(connections)));
    }

    private Figure rate(SideBySide rates, String mine, int connections) {
        Samples with = rates.samples(mine, Fork.Score::value);
        Samples without = rates.samples(NONE, Fork.Score::value);
        return figure("round trips a second", mine, connections, with.over(without))
                .detail(NumberFormat.of(with.median() * connections) + " / "
                        + NumberFormat.of(without.median() * connections) + " a second");
    }

    private Figure cpu(SideBySide rates, int connections) {
        Samples with = rates.samples(AGENT, Fork.Score::cpuMicros);
        Samples without = rates.samples(NONE, Fork.Score::cpuMicros);
        return figure("processor time of a round trip", AGENT, connections, with.over(without))
                .detail(NumberFormat.of(with.median() / connections) + " µs / "
                        + NumberFormat.of(without.median() / connections) + " µs");
    }

    private Figure figure(String what, String mine, int connections, Samples ratios) {
        String number = connections + (connections == 1 ? " connection: " : " connections: ");
        return Figure.of(1, what + ", " + kindName() + ", " + number + mine + " / " + NONE, ratios, "");
    }
}
