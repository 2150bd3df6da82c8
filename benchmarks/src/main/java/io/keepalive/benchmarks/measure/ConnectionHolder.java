// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.subject.HeldConnections;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.util.List;

/** A program that holds connections, and another that holds their far ends. */
final class ConnectionHolder implements AutoCloseable {

    /** The default of keepalive.idle. */
    private static final int IDLE_SECONDS = 60;

    private static final long LIMIT_NANOS = 120_000_000_000L;

    private final NamespaceSockets sockets = NamespaceSockets.here();
    private final ForkedProcess holder;
    private final ForkedProcess peer;
    private final int port;
    private int connections;

    /** @param options of the JVM that holds the connections; the peer has none */
    ConnectionHolder(Bench bench, List<String> options) {
        peer = bench.launch(HeldConnections.class).jvmOption("-Xmx256m").start();
        holder = bench.launch(HeldConnections.class).jvmOptions(options).start();
        port = Integer.parseInt(ask(peer, "listen"));
    }

    /** Opens further connections to the peer. */
    ConnectionHolder open(String kind, int number) {
        connections = Integer.parseInt(ask(holder, kind + " " + number + " " + port));
        return this;
    }

    /**
     * Waits until all connections of the holder carry the policy, according to the kernel's table, and returns the
     * time.
     */
    long awaitPolicy() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + LIMIT_NANOS;
        while (tuned() < connections) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("only " + tuned() + " of " + connections + " connections carry the policy");
            }
            Thread.sleep(10);
        }
        return System.nanoTime();
    }

    private int tuned() {
        return sockets.where(entry -> entry.peerPort() == port && entry.probesWithin(IDLE_SECONDS))
                .size();
    }

    /** The holder's answer to a command. */
    long ask(String command) {
        return Long.parseLong(ask(holder, command));
    }

    private static String ask(ForkedProcess program, String command) {
        return program.send(command).stdout().next("done (\\d+)").group(1);
    }

    /** Suspends both programs. */
    void suspend() {
        holder.suspend();
        peer.suspend();
    }

    /** Resumes both programs. */
    void resume() {
        peer.resume();
        holder.resume();
    }

    long pid() {
        return holder.pid();
    }

    int connections() {
        return connections;
    }

    @Override
    public void close() {
        holder.close();
        peer.close();
    }
}
