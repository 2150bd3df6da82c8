// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.connections.SupportedConnectKinds;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * {@link HostedApplication} in one host, without the agent and then with it. Both runs behave equally; without the agent
 * the connections have the system's values, with it the policy's.
 */
final class HostedRun {

    private static final String SETTINGS = "idle=41s,interval=7s,count=4";
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);
    private static final String AGENT_LINE = ".*\\[keepalive].*";

    private final AgentFolder agent;
    private final List<String> kinds = new ArrayList<>(SupportedConnectKinds.all());
    private Predicate<String> ownErrors = line -> true;
    private Consumer<ForkedProcess> check = application -> {};

    /** How to start the application in this host; applies the operator where the agent's option belongs. */
    interface Host {
        Launch with(UnaryOperator<Launch> agent);
    }

    private record Outcome(int status, List<String> stdout, List<String> stderr) {}

    /** @param folder for the agent's configuration and log */
    HostedRun(Path folder) {
        agent = new AgentFolder(folder);
        // TLS opens the same sockets, and takes a key store.
        kinds.removeIf(kind -> kind.startsWith("ssl"));
    }

    /** Leaves out a kind of connection that the host does not allow. */
    HostedRun without(String kind) {
        kinds.remove(kind);
        return this;
    }

    /** Compares only these lines of standard error, where the host itself writes others at random. */
    HostedRun comparing(Predicate<String> lines) {
        ownErrors = lines;
        return this;
    }

    /** Adds a check of both runs, made when the connections are open. */
    HostedRun checking(Consumer<ForkedProcess> ofTheHost) {
        check = ofTheHost;
        return this;
    }

    /** The agent writes its log into its folder. */
    void assertWorks(Host host) {
        String configuration = agent.configure("mode: enforce") + "," + SETTINGS;
        Outcome without = runWithout(host);
        try (ForkedProcess application = start(host, launch -> launch.agent(configuration))) {
            awaitMain(application);
            agent.awaitStart();
            assertThat(toTheEnd(application, POLICY)).isEqualTo(without);
            assertThat(application.stderr().lines(AGENT_LINE)).isEmpty();
        }
        assertThat(agent.log().events("agent.error")).isEmpty();
        assertThat(agent.log().events("connection.opened")).isNotEmpty();
        assertThat(agent.log().events().toString()).doesNotContain("not intercepted");
    }

    /** The agent has no file and writes its log to standard error. */
    void assertWorksWithoutFiles(Host host) {
        Outcome without = runWithout(host);
        try (ForkedProcess application = start(host, launch -> launch.agent(SETTINGS))) {
            awaitMain(application);
            application.stderr().await(".*] started: .*");
            assertThat(toTheEnd(application, POLICY)).isEqualTo(without);
            assertThat(application.stderr().lines(AGENT_LINE)).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    private Outcome runWithout(Host host) {
        try (ForkedProcess application = start(host, UnaryOperator.identity())) {
            return toTheEnd(application, SocketOptions.defaults());
        }
    }

    private ForkedProcess start(Host host, UnaryOperator<Launch> agentOption) {
        return host.with(agentOption).arguments(kinds.toArray(String[]::new)).start();
    }

    private Outcome toTheEnd(ForkedProcess application, SocketOptions expected) {
        awaitMain(application);
        application.send("go");
        for (String kind : kinds) {
            assertSettings(application, kind, "connect", expected);
            assertSettings(application, kind, "accept", expected);
        }
        application.stdout().await("ready");
        check.accept(application);
        int status = application.finish();
        List<String> errors = application.stderr().lines().stream()
                .filter(line -> !line.matches(AGENT_LINE))
                .filter(ownErrors)
                .toList();
        return new Outcome(status, withoutNumbers(application.stdout().lines()), withoutNumbers(errors));
    }

    /** Waits twice the usual time: other agents take seconds of a processor before main. */
    private static void awaitMain(ForkedProcess application) {
        Await.until(() -> !application.stdout().lines("begun").isEmpty());
        application.stdout().await("begun");
    }

    private static void assertSettings(ForkedProcess application, String kind, String role, SocketOptions expected) {
        AnnouncedConnection end = AnnouncedConnection.of(application, kind, role);
        assertThat(end.settings()).as(kind + " " + role).isEqualTo(expected);
    }

    /** Ports and process ids differ from run to run. */
    private static List<String> withoutNumbers(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\\d+", "#")).toList();
    }
}
