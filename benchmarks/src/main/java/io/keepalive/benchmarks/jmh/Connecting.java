// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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

/**
 * Opens a connection to itself, accepts it, and closes both ends. Checks before and after that keepalive is on or off
 * as the variant requires, so that the result is of that variant.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Connecting {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What switches keepalive on, on both ends. */
    public enum Tuner {
        /** Keepalive stays off. */
        NONE,
        /** The application, through the public API. */
        APPLICATION,
        /** The agent or the shim, loaded with the JVM. */
        FROM_OUTSIDE
    }

    @Param("NONE")
    public Tuner tuner;

    private ServerSocket server;
    private ServerSocketChannel channelServer;

    /** Listens, and waits until connections have the options of the variant. */
    @Setup
    public void open() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = new ServerSocket(0, 50, here);
        channelServer = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!hasExpectedOptions()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("connections are not tuned by " + tuner);
            }
            Thread.sleep(10);
        }
    }

    /** Checks the options again. */
    @TearDown
    public void close() throws IOException {
        if (!hasExpectedOptions()) {
            throw new IllegalStateException("connections are no longer tuned by " + tuner);
        }
        server.close();
        channelServer.close();
    }

    private boolean hasExpectedOptions() throws IOException {
        boolean wanted = tuner != Tuner.NONE;
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                SocketChannel channel = SocketChannel.open(channelServer.getLocalAddress());
                SocketChannel acceptedChannel = channelServer.accept()) {
            tuneByHand(client, accepted);
            tuneByHand(channel, acceptedChannel);
            return client.getKeepAlive() == wanted
                    && accepted.getKeepAlive() == wanted
                    && channel.socket().getKeepAlive() == wanted
                    && acceptedChannel.socket().getKeepAlive() == wanted;
        }
    }

    /** With java.net. */
    @Benchmark
    public void blocking(IterationCpuTime time) throws IOException {
        time.calls++;
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        tuneByHand(client, accepted);
        client.close();
        accepted.close();
    }

    /** With java.nio.channels. */
    @Benchmark
    public void nio(IterationCpuTime time) throws IOException {
        time.calls++;
        SocketChannel client = SocketChannel.open(channelServer.getLocalAddress());
        SocketChannel accepted = channelServer.accept();
        tuneByHand(client, accepted);
        client.close();
        accepted.close();
    }

    private void tuneByHand(Socket client, Socket accepted) throws IOException {
        if (tuner == Tuner.APPLICATION) {
            ByHand.tune(client);
            ByHand.tune(accepted);
        }
    }

    private void tuneByHand(SocketChannel client, SocketChannel accepted) throws IOException {
        if (tuner == Tuner.APPLICATION) {
            ByHand.tune(client);
            ByHand.tune(accepted);
        }
    }
}
