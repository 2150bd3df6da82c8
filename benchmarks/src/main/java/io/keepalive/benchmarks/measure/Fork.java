package io.keepalive.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One JVM of JMH's, which measures one thing once. JMH itself would run all forks of one variant before those of the
 * next; forks of one run each let variants take turns.
 */
final class Fork {

    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    /** Three seconds: by then the agent has long begun, and the compilers are done with it. */
    private static final int WARM_UP = 6;

    private static final int MEASURED = 4;

    /**
     * On Java 8 the collector's one pause in several seconds, for the sockets' finalizers, would fall into some samples and
     * not into others: with so small a young generation each has its share.
     */
    private static final String FREQUENT_COLLECTIONS = "-Xmn32m";

    /** From here on the JVM warns of what JMH uses inside. */
    private static final int WARNS_OF_UNSAFE = 24;

    private final int feature;
    private final String java;
    private final Class<?> type;
    private final String method;

    /**
     * @param feature the JDK's
     * @param java the program that starts the JVM
     */
    Fork(int feature, String java, Class<?> type, String method) {
        this.feature = feature;
        this.java = java;
        this.type = type;
        this.method = method;
        System.setProperty("jmh.ignoreLock", "true");
        // Else JMH goes by what the runner's own JDK knows, and older ones complain.
        System.setProperty("jmh.blackhole.autoDetect", "false");
    }

    /**
     * What it gave.
     *
     * @param value in the benchmark's unit
     * @param cpuMicros processor time a call, of the whole JVM
     */
    record Score(double value, double cpuMicros) {}

    /** Runs it. */
    Score run(List<String> jvmOptions, Map<String, String> parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$")
                .jvm(java)
                .jvmArgs(forThisJdk(jvmOptions))
                .forks(1)
                .warmupIterations(WARM_UP)
                .warmupTime(ITERATION)
                .measurementIterations(MEASURED)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        double calls = result.getSecondaryResults().get("calls").getScore();
        double cpuNanos = result.getSecondaryResults().get("cpuNanos").getScore();
        return new Score(result.getPrimaryResult().getScore(), cpuNanos / calls / 1_000);
    }

    private String[] forThisJdk(List<String> jvmOptions) {
        List<String> options = new ArrayList<>(jvmOptions);
        if (feature == 8) {
            options.add(FREQUENT_COLLECTIONS);
        }
        if (feature >= WARNS_OF_UNSAFE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options.toArray(String[]::new);
    }
}
