// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

/** A measurement on one JDK. */
public interface Measurement {

    /** The name on the command line. */
    String name();

    /** A description in one line. */
    String description();

    /** Whether the result depends on the JDK, so that several are measured. */
    boolean onEachJdk();

    /**
     * Measures.
     *
     * @throws Exception where it cannot; other measurements go on
     */
    Outcome measure(Bench bench) throws Exception;
}
