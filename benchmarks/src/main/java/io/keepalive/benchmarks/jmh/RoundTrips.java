// SPDX-License-Identifier: Apache-2.0
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

/** Round trips of messages on open connections, one on each in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RoundTrips {

    /** The API of the connections. */
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

    /** One round trip on each connection. */
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
