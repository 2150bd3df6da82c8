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
 * Opens a connection to itself, accepts it, and closes both ends. Before and after, it makes sure that keepalive is on
 * where it should be and off where it should not: what was measured is what it says.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Connecting {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Who switches keepalive on, on both ends. */
    public enum Tuner {
        /** It stays off. */
        NOBODY,
        /** The application, by the public API. */
        APPLICATION,
        /** The agent or the shim, which came with the JVM. */
        FROM_OUTSIDE
    }

    @Param("NOBODY")
    public Tuner tuner;

    private ServerSocket server;
    private ServerSocketChannel channelServer;

    /** Listens, and waits until connections are tuned as they should be. */
    @Setup
    public void open() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = new ServerSocket(0, 50, here);
        channelServer = ServerSocketChannel.open().bind(new InetSocketAddress(here, 0));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isAsItShould()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("connections are not tuned by " + tuner);
            }
            Thread.sleep(10);
        }
    }

    /** Still? */
    @TearDown
    public void close() throws IOException {
        if (!isAsItShould()) {
            throw new IllegalStateException("connections are no longer tuned by " + tuner);
        }
        server.close();
        channelServer.close();
    }

    private boolean isAsItShould() throws IOException {
        boolean wanted = tuner != Tuner.NOBODY;
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

    /** By java.net. */
    @Benchmark
    public void blocking(IterationCpuTime time) throws IOException {
        time.calls++;
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        tuneByHand(client, accepted);
        client.close();
        accepted.close();
    }

    /** By java.nio.channels. */
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
