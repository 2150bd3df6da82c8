// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The processor time of an iteration, of all threads of this JVM. It hardly depends on the load of the machine. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class IterationCpuTime {

    /** In nanoseconds. */
    public long cpuNanos;

    /** The number of calls of the benchmark. */
    public long calls;

    private long before;

    /** Begins an iteration after waiting for its turn. */
    @Setup(Level.Iteration)
    public void begin(Turn turn) {
        before = now();
    }

    /** Ends the iteration. */
    @TearDown(Level.Iteration)
    public void end() {
        cpuNanos = now() - before;
    }

    private static long now() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
