// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JVM of JMH, which measures one variant in many short iterations. */
final class Fork {

    /** The number of iterations, of which the first ones are warm-up. */
    static final int ITERATIONS = 24;

    /** Three and a half seconds of warm-up: by then the agent has started, and its code is compiled. */
    private static final int WARM_UP = 14;

    private static final TimeValue ITERATION = TimeValue.milliseconds(250);

    /**
     * On Java 8 the one garbage collection in several seconds, which handles the finalizers of sockets, would affect
     * some samples and not others: with a small young generation it affects all.
     */
    private static final String FREQUENT_COLLECTIONS = "-Xmn32m";

    /** From this version on, the JVM warns of internal APIs that JMH uses. */
    private static final int WARNS_OF_UNSAFE = 24;

    private final int feature;
    private final String java;
    private final List<String> jvmOptions;
    private final Class<?> type;
    private final String method;
    private final Map<String, String> parameters;

    /**
     * @param feature of the JDK
     * @param java the program that starts the JVM
     * @param parameters of the benchmark
     */
    Fork(
            int feature,
            String java,
            List<String> jvmOptions,
            Class<?> type,
            String method,
            Map<String, String> parameters) {
        this.feature = feature;
        this.java = java;
        this.jvmOptions = jvmOptions;
        this.type = type;
        this.method = method;
        this.parameters = parameters;
        System.setProperty("jmh.ignoreLock", "true");
        // Otherwise JMH uses options of the runner's JDK, which older JDKs reject.
        System.setProperty("jmh.blackhole.autoDetect", "false");
    }

    /**
     * The result of an iteration.
     *
     * @param value in the unit of the benchmark
     * @param cpuMicros processor time per call, of the whole JVM
     */
    record Score(double value, double cpuMicros) {

        static Score of(IterationResult iteration) {
            double calls = iteration.getSecondaryResults().get("calls").getScore();
            double cpuNanos = iteration.getSecondaryResults().get("cpuNanos").getScore();
            return new Score(iteration.getPrimaryResult().getScore(), cpuNanos / calls / 1_000);
        }
    }

    /**
     * Runs it.
     *
     * @param pipes for its turns
     * @return the results of the measured iterations
     */
    List<Score> run(Pipes pipes) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$")
                .jvm(java)
                .jvmArgs(forThisJdk(pipes.option()))
                .forks(1)
                .warmupIterations(WARM_UP)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS - WARM_UP)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        return result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                .map(Score::of)
                .toList();
    }

    private String[] forThisJdk(String option) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(option);
        if (feature == 8) {
            options.add(FREQUENT_COLLECTIONS);
        }
        if (feature >= WARNS_OF_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options.toArray(String[]::new);
    }
}
