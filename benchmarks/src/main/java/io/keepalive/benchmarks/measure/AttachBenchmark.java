// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import io.keepalive.testkit.jvm.Attachment;
import java.util.ArrayList;
import java.util.List;

/** Loads the agent into a program with many open connections and one thread that is never idle. */
public final class AttachBenchmark implements Measurement {

    private static final int CONNECTIONS = 10_000;

    /** Until the code of that thread is compiled. */
    private static final long WARM_UP_MILLIS = 1_500;

    @Override
    public String name() {
        return "attach";
    }

    @Override
    public String description() {
        return "attaching to a program with 10,000 connections: how long, and how long it is held up (row 8)";
    }

    @Override
    public boolean onEachJdk() {
        return false;
    }

    @Override
    public Outcome measure(Bench bench) throws Exception {
        List<Double> millis = new ArrayList<>();
        List<Double> gaps = new ArrayList<>();
        List<Double> gapsBefore = new ArrayList<>();
        for (int i = 0; i < bench.pairs(); i++) {
            try (ConnectionHolder holder = new ConnectionHolder(bench, List.of())) {
                holder.open("nio", CONNECTIONS);
                holder.ask("gap");
                Thread.sleep(WARM_UP_MILLIS);
                holder.ask("longest");
                Thread.sleep(WARM_UP_MILLIS);
                gapsBefore.add(holder.ask("longest") / 1e6);
                long began = System.nanoTime();
                Attachment.load(holder.pid(), Agents.KEEPALIVE, "log.file=" + bench.file("attach.log"));
                millis.add((holder.awaitPolicy() - began) / 1e6);
                gaps.add(holder.ask("longest") / 1e6);
            }
        }
        String into = "attach to a program with " + NumberFormat.of(CONNECTIONS) + " connections";
        Samples before = Samples.of(gapsBefore);
        return Outcome.of(List.of(
                Figure.of(8, into + ", until all carry the policy", Samples.of(millis), "ms")
                        .mustReach(Target.atMost(2_000)),
                Figure.of(8, into + ", longest pause of an application's thread meanwhile", Samples.of(gaps), "ms")
                        .detail(NumberFormat.of(before.median()) + " ms in as long before")
                        .mustReach(Target.atMost(50))));
    }
}
