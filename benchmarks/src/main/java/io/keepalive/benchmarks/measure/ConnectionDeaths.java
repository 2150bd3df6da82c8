// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.process.Agents;
import io.keepalive.benchmarks.subject.ConnectionOpener;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.NamespaceSockets;
import io.keepalive.testkit.network.Host;
import io.keepalive.testkit.process.ForkedProcess;

/** A program whose connections die, and the moments at which it and its agent report that. Ports are those at its end. */
final class ConnectionDeaths implements AutoCloseable {

    private static final String STARTED = ".*\"event\":\"agent.started\".*";
    private static final String DEATH = ".*\"event\":\"peer.dead\".*\"network.local.port\":%d,.*";

    private final NamespaceSockets sockets;
    private final ForkedProcess program;

    /** As {@link #ConnectionDeaths(Launch, NamespaceSockets, String)}, in this process's network namespace. */
    ConnectionDeaths(Bench bench, String argument) {
        this(bench.launch(ConnectionOpener.class), NamespaceSockets.here(), argument);
    }

    /** As {@link #ConnectionDeaths(Launch, NamespaceSockets, String)}, on a host. */
    ConnectionDeaths(Bench bench, Host host, String argument) {
        this(bench.launch(ConnectionOpener.class).on(host), NamespaceSockets.of(host), argument);
    }

    /**
     * Returns when the agent's hooks are live: a call that began before is not intercepted.
     *
     * @param argument the agent's; it logs JSON on standard error
     */
    private ConnectionDeaths(Launch launch, NamespaceSockets sockets, String argument) {
        this.sockets = sockets;
        program = launch.jvmOptions(Agents.keepalive("log.format=json," + argument))
                .start();
        program.stderr().await(STARTED);
    }

    /** Opens a connection, waits until it carries the policy, and returns its port. */
    int open(String host, int port, boolean read, int idleSeconds) throws InterruptedException {
        program.send(host + " " + port + " " + (read ? "read" : "idle"));
        int local = Integer.parseInt(program.stdout().next("opened (\\d+)").group(1));
        while (sockets.where(entry -> entry.isBetween(local, port) && entry.probesWithin(idleSeconds))
                .isEmpty()) {
            Thread.sleep(5);
        }
        return local;
    }

    /** When the report of its death was there to read. */
    long reported(int port) {
        return program.stderr().awaitArrival(DEATH.formatted(port)).nanos();
    }

    /** When the application's own read failed. */
    long failed(int port) {
        return Long.parseLong(
                program.stdout().await("failed " + port + " (\\d+)").group(1));
    }

    @Override
    public void close() {
        program.close();
    }
}
