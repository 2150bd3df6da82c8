package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.process.Child;
import io.keepalive.benchmarks.process.Java;
import io.keepalive.benchmarks.process.NamespaceSockets;
import io.keepalive.benchmarks.subject.Lines;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program whose connections die, and the moments at which it and its agent say so. Ports are those at its end. */
final class MortalConnections implements AutoCloseable {

    private static final Pattern DEATH =
            Pattern.compile("\\{.*\"event\":\"peer.dead\".*\"network.local.port\":(\\d+),.*");
    private static final String STARTED = "\"event\":\"agent.started\"";
    private static final Pattern FAILURE = Pattern.compile("failed (\\d+) (\\d+)");
    private static final Pattern OPENED = Pattern.compile("opened (\\d+)");

    private static final int PATIENCE_SECONDS = 60;

    private final Child program;
    private final BlockingQueue<Integer> opened = new LinkedBlockingQueue<>();
    private final Map<Integer, Long> reported = new ConcurrentHashMap<>();
    private final Map<Integer, Long> failed = new ConcurrentHashMap<>();
    private volatile boolean started;

    /**
     * Returns when the agent's hooks are live: a call that began before could not be looked at.
     *
     * @param argument the agent's; it writes JSON on standard error
     */
    MortalConnections(Bench bench, String argument) throws IOException, InterruptedException {
        program = Child.startWithErrors(new Java(bench.jdk(), Lines.class)
                .options(Agents.keepalive("log.format=json," + argument))
                .command());
        Thread listener = new Thread(this::listen, "output of the program");
        listener.setDaemon(true);
        listener.start();
        await(() -> started, "start of the agent");
    }

    private void listen() {
        try {
            for (String line = program.line(); line != null; line = program.line()) {
                hear(line, System.nanoTime());
            }
        } catch (IOException ended) {
            // With the measurement.
        }
    }

    private void hear(String line, long now) {
        started = started || line.contains(STARTED);
        Matcher death = DEATH.matcher(line);
        Matcher failure = FAILURE.matcher(line);
        Matcher opening = OPENED.matcher(line);
        if (death.matches()) {
            reported.put(Integer.valueOf(death.group(1)), now);
        } else if (failure.matches()) {
            failed.put(Integer.valueOf(failure.group(1)), Long.valueOf(failure.group(2)));
        } else if (opening.matches()) {
            opened.add(Integer.valueOf(opening.group(1)));
        }
    }

    /** Opens a connection, waits until it carries the policy, and gives its port. */
    int open(String host, int port, boolean read, int idleSeconds) throws IOException, InterruptedException {
        program.send(host + " " + port + " " + (read ? "read" : "idle"));
        Integer local = opened.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (local == null) {
            throw new IOException("no connection was opened");
        }
        while (NamespaceSockets.where(entry -> entry.isBetween(local, port) && entry.probesWithin(idleSeconds))
                .isEmpty()) {
            Thread.sleep(5);
        }
        return local;
    }

    /** When the report of its death was there to read. */
    long reported(int port) throws IOException, InterruptedException {
        await(() -> reported.containsKey(port), "report of the death of " + port);
        return reported.get(port);
    }

    /** When the application's own read had failed. */
    long failed(int port) throws IOException, InterruptedException {
        await(() -> failed.containsKey(port), "failed read of " + port);
        return failed.get(port);
    }

    private static void await(BooleanSupplier condition, String what) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("there was no " + what);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
