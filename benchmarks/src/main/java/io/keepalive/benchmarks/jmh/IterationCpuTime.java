package io.keepalive.benchmarks.jmh;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What an iteration took of the processors, all threads of this JVM together: it hardly changes when others want them too. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class IterationCpuTime {

    /** In nanoseconds. */
    public long cpuNanos;

    /** How many times the benchmark was called. */
    public long calls;

    private long before;

    /** An iteration begins, when its turn has come. */
    @Setup(Level.Iteration)
    public void begin(Turn turn) {
        before = now();
    }

    /** It ends. */
    @TearDown(Level.Iteration)
    public void end() {
        cpuNanos = now() - before;
    }

    private static long now() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
