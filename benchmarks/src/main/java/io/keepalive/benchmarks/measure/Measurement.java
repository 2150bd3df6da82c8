package io.keepalive.benchmarks.measure;

/** One thing to measure, on one JDK. */
public interface Measurement {

    /** What to say on the command line. */
    String name();

    /** What it is, in one line. */
    String description();

    /** Whether it differs by JDK, so that it is worth measuring on several. */
    boolean onEachJdk();

    /**
     * Measures.
     *
     * @throws Exception where it cannot; the others go on
     */
    Outcome measure(Bench bench) throws Exception;
}
