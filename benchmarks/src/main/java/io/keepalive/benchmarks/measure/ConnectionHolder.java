package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.process.Child;
import io.keepalive.benchmarks.process.Java;
import io.keepalive.benchmarks.process.NamespaceSockets;
import io.keepalive.benchmarks.subject.HeldConnections;
import java.io.IOException;
import java.util.List;

/** A program that holds connections, and another that holds their far ends. */
final class ConnectionHolder implements AutoCloseable {

    /** The default of keepalive.idle. */
    private static final int IDLE_SECONDS = 60;

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Child holder;
    private final Child peer;
    private final int port;
    private int connections;

    /** @param options the holder's; the peer has none */
    ConnectionHolder(Bench bench, List<String> options) throws IOException {
        List<String> command =
                new Java(bench.jdk(), HeldConnections.class).options(options).command();
        List<String> peerCommand = new Java(bench.jdk(), HeldConnections.class)
                .options(List.of("-Xmx256m"))
                .command();
        peer = Child.start(peerCommand, bench.file("peer.err"));
        holder = Child.start(command, bench.file("holder.err"));
        port = Integer.parseInt(ask(peer, "listen"));
    }

    /** Opens more from the holder to the peer. */
    ConnectionHolder open(String kind, int number) throws IOException {
        connections = Integer.parseInt(ask(holder, kind + " " + number + " " + port));
        return this;
    }

    /** Waits until all of the holder's connections carry the policy, by the kernel's own list, and gives the time of that. */
    long awaitPolicy() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (tuned() < connections) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("only " + tuned() + " of " + connections + " connections carry the policy");
            }
            Thread.sleep(10);
        }
        return System.nanoTime();
    }

    private int tuned() throws IOException {
        return NamespaceSockets.where(entry -> entry.peerPort() == port && entry.probesWithin(IDLE_SECONDS))
                .size();
    }

    /** The holder's answer to a command. */
    long ask(String command) throws IOException {
        return Long.parseLong(ask(holder, command));
    }

    private static String ask(Child program, String command) throws IOException {
        return program.send(command).await("done");
    }

    /** Stops both programs where they are. */
    void suspend() throws IOException, InterruptedException {
        holder.suspend();
        peer.suspend();
    }

    /** Lets both go on. */
    void resume() throws IOException, InterruptedException {
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
