// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.NumberFormat;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.process.TimedRun;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** Starts of a program with several agents in turn, and the figures that compare them pair by pair. */
final class Starts {

    static final String NONE = "no agent";
    static final String EMPTY = "an empty agent";
    static final String KEEPALIVE = "keepalive-agent";
    static final String OPEN_TELEMETRY = "OpenTelemetry's agent";

    private final Interleaved<TimedRun> runs = new Interleaved<>();

    /** Names an agent that is started with the configuration file. */
    static String withFile(String agent) {
        return agent + " with a file";
    }

    /** @param command that starts the program with this agent */
    Starts variant(String agent, List<String> command) {
        return variant(agent, () -> TimedRun.run(command));
    }

    Starts variant(String agent, Callable<TimedRun> start) {
        runs.variant(agent, start);
        return this;
    }

    void run(int rounds) throws Exception {
        runs.run(rounds);
    }

    Samples samples(String agent, ToDoubleFunction<TimedRun> millis) {
        return runs.samples(agent, millis);
    }

    /** What starts take with one agent, divided by what they take with another. */
    Figure ratio(int row, String what, ToDoubleFunction<TimedRun> millis, String agent, String other) {
        return ratio(row, what, agent, samples(agent, millis), other, samples(other, millis));
    }

    /** The same of what they take beyond an empty agent. */
    Figure ratioBeyondEmpty(int row, String what, ToDoubleFunction<TimedRun> millis, String agent, String other) {
        return ratio(
                row, what + ", beyond " + EMPTY, agent, beyondEmpty(agent, millis), other, beyondEmpty(other, millis));
    }

    private static Figure ratio(int row, String what, String agent, Samples mine, String other, Samples others) {
        return Figure.of(row, what + ": " + agent + " / " + other, mine.over(others), "")
                .detail(NumberFormat.of(mine.median()) + " ms / " + NumberFormat.of(others.median()) + " ms");
    }

    /** What starts take with this agent, minus what they take with an empty one. */
    Figure beyondEmpty(int row, String what, ToDoubleFunction<TimedRun> millis, String agent) {
        return Figure.of(row, what + ", beyond " + EMPTY, beyondEmpty(agent, millis), "ms")
                .detail(NumberFormat.of(samples(agent, millis).median()) + " ms - "
                        + NumberFormat.of(samples(EMPTY, millis).median()) + " ms");
    }

    private Samples beyondEmpty(String agent, ToDoubleFunction<TimedRun> millis) {
        return samples(agent, millis).minus(samples(EMPTY, millis));
    }
}
