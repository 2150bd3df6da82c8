// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One run of software with what it talks to: the server that it connects to, or the clients that connect to it. Closing it
 * ends all of them.
 */
final class SoftwareRun implements AutoCloseable {

    private final SoftwareOnJava installation;
    private final List<AutoCloseable> started = new ArrayList<>();
    private ForkedProcess program;
    private ForkedProcess visitor;

    private SoftwareRun(SoftwareOnJava installation) {
        this.installation = installation;
    }

    /**
     * Starts everything and waits until the connections are open.
     *
     * @param here where the software runs
     * @param there where its peer runs
     * @param folder an empty folder
     * @param agent the argument of the agent; null to run without it
     */
    static SoftwareRun begin(SoftwareOnJava installation, Place here, Place there, Path folder, String agent) {
        SoftwareRun run = new SoftwareRun(installation);
        try {
            run.start(here, there, folder, agent);
            return run;
        } catch (RuntimeException | AssertionError failed) {
            run.close();
            throw failed;
        }
    }

    private void start(Place here, Place there, Path folder, String agent) {
        Software software = installation.software();
        Launch launch = installation.launch().through(here.command()).folder(folder);
        if (agent != null) {
            launch.agent(agent);
        }
        if (software.server() == null) {
            startServing(launch, here, there);
        } else {
            Server.Running server = software.server().start(there, folder);
            started.add(server);
            launch.arguments(there.address(), String.valueOf(server.port()));
            program = started(launch);
            program.stdout().await("open");
        }
    }

    private void startServing(Launch launch, Place here, Place there) {
        Software software = installation.software();
        program = started(launch.arguments(here.address()));
        String port = program.stdout().await("listening (\\d+)").group(1);
        Launch visit = Launch.of(HttpVisitor.class)
                .through(there.command())
                .arguments(here.address(), port, software.path(), String.valueOf(software.connections()));
        visitor = visit.start();
        started.add(visitor);
        visitor.stdout().await("open");
    }

    private ForkedProcess started(Launch launch) {
        ForkedProcess process = launch.arguments(
                        installation.software().arguments().toArray(String[]::new))
                .start();
        started.add(process);
        return process;
    }

    long pid() {
        return program.pid();
    }

    /** Waits until the software has as many connections as described and all meet the condition, and returns them. */
    List<KernelSocket> awaitConnections(Predicate<KernelSocket> each) {
        int expected = installation.software().connections();
        List<KernelSocket> found = KernelView.await(pid(), sockets -> {
            List<KernelSocket> connections = connections(sockets).toList();
            return connections.size() == expected && connections.stream().allMatch(each);
        });
        return connections(found).toList();
    }

    private static Stream<KernelSocket> connections(List<KernelSocket> sockets) {
        return sockets.stream()
                .filter(KernelSocket::isTcp)
                .filter(socket -> !socket.isListening() && socket.peerPort() != 0);
    }

    /** Lets the software use its connections once more and end, and returns what users see of it. */
    Outcome end() {
        if (visitor != null) {
            visitor.send("go").exitStatus();
        }
        program.send("go");
        int status = program.exitStatus();
        List<String> output = new ArrayList<>(program.stdout().lines());
        output.removeIf(line -> line.matches("listening \\d+|open"));
        return new Outcome(
                status,
                output,
                visitor == null ? List.of() : visitor.stdout().lines(),
                program.stderr().lines(".*keepalive.agent.*"));
    }

    /**
     * How the software has run.
     *
     * @param output of its program
     * @param visits what its HTTP clients got
     * @param errors lines on standard error that name the agent
     */
    record Outcome(int status, List<String> output, List<String> visits, List<String> errors) {}

    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            try {
                started.get(i).close();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
