package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Messages there and back on connections that are open: once on each, then the next time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RoundTrips {

    /** How the connections are made. */
    public enum Kind {
        BLOCKING {
            @Override
            EchoConnections open(int connections) throws IOException {
                return new BlockingEcho(connections);
            }
        },
        NIO {
            @Override
            EchoConnections open(int connections) throws IOException {
                return new SelectorEcho(connections);
            }
        },
        AIO {
            @Override
            EchoConnections open(int connections) throws IOException {
                return new AsynchronousEcho(connections);
            }
        };

        abstract EchoConnections open(int connections) throws IOException;
    }

    @Param("BLOCKING")
    public Kind kind;

    @Param("1")
    public int connections;

    private EchoConnections line;

    /** Opens the connections. */
    @Setup
    public void open() throws IOException {
        line = kind.open(connections);
    }

    /** Once on each of them. */
    @Benchmark
    public void roundTrip(IterationCpuTime time) throws IOException {
        time.calls++;
        line.roundTrip();
    }

    /** Closes the connections. */
    @TearDown
    public void close() throws IOException {
        line.close();
    }
}
