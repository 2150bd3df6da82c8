package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Readable;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.jmh.RoundTrips;
import io.keepalive.benchmarks.process.Agents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Round trips on open connections, with and without the agent. */
public final class Trips implements Measurement {

    private static final String AGENT = "keepalive-agent";
    private static final String NONE = "no agent";
    private static final int[] CONNECTIONS = {1, 64};

    private final RoundTrips.Kind kind;

    public Trips(RoundTrips.Kind kind) {
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
    public String tells() {
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
            Interleaved<Double> rates = new Interleaved<Double>()
                    .variant(AGENT, fork(bench, Agents.keepalive("log.file=" + bench.file("agent.log")), connections))
                    .variant(NONE, fork(bench, List.of(), connections));
            rates.run(bench.pairs());
            figures.add(figure(rates, connections));
        }
        return Outcome.of(figures);
    }

    private Callable<Double> fork(Bench bench, List<String> options, int connections) {
        Map<String, String> parameters = Map.of("kind", kind.name(), "connections", String.valueOf(connections));
        return () -> new Fork(bench.jdk().program("java"), RoundTrips.class, "roundTrip").score(options, parameters);
    }

    private Figure figure(Interleaved<Double> rates, int connections) {
        Samples with = rates.samples(AGENT, Double::doubleValue);
        Samples without = rates.samples(NONE, Double::doubleValue);
        String what = "round trips a second, " + kindName() + ", " + connections
                + (connections == 1 ? " connection: " : " connections: ") + AGENT + " / " + NONE;
        return Figure.of(1, what, with.over(without), "")
                .detail(rate(with, connections) + " / " + rate(without, connections) + " a second")
                .mustReach(Target.atLeast(0.99));
    }

    private static String rate(Samples rounds, int connections) {
        return Readable.of(rounds.median() * connections);
    }
}
