// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that install a security manager themselves, with the agent loaded, and grant the agent nothing. */
@DisabledIf("hasNoSecurityManager")
class SecurityManagerIT {

    private static final String KEEPALIVE = "keepalive: {idle: %s, interval: 7s, count: 4}\nwatch: {every: 100ms}\n";
    private static final Duration TEN_ROUNDS = Duration.ofSeconds(1);
    private static final SocketOptions POLICY = new SocketOptions(1, 41, 7, 4, 0);
    private static final String[] KINDS = {"blocking", "nio", "aio-future"};

    /* asm-generic/socket.h. */
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;

    private static final String RIGHTS = "may .*";

    @TempDir
    private Path folder;

    /** The first one is installed beside the start of the agent. */
    @ParameterizedTest
    @ValueSource(strings = {"-first", "secure"})
    void theAgentDoesAllItsWork(String when) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess application = secured(launch().agent(configuration), agent, when)) {
            for (String kind : KINDS) {
                perform(application, "open " + kind + " " + kind);
                assertThat(end(application, kind, "connect").awaitSettings(POLICY::equals))
                        .isEqualTo(POLICY);
                assertThat(end(application, kind, "accept").awaitSettings(POLICY::equals))
                        .isEqualTo(POLICY);
            }
            KernelView.set(end(application, "nio", "connect"), SOL_SOCKET, SO_KEEPALIVE, 0);
            assertThat(end(application, "nio", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);

            agent.configure(KEEPALIVE.formatted("'${KA_IDLE:-53s}'"));
            SocketOptions changed = POLICY.withIdle(53);
            assertThat(end(application, "nio", "accept").awaitSettings(changed::equals))
                    .isEqualTo(changed);

            perform(application, "reset");
            assertThat(agent.log().await("peer.dead", 1).get(0).get("cause").getAsString())
                    .isEqualTo("reset");
            assertThat(agent.log().failures()).isEmpty();
            assertThat(application.stderr().lines(".*\\[keepalive].*")).isEmpty();
        }
    }

    @Test
    void theCommandLineReachesIt() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess application = secured(launch().agent(configuration), agent, "secure")) {
            String pid = String.valueOf(application.pid());
            assertThat(Cli.done("status", pid).stdout()).anyMatch(line -> line.contains("enforce"));
            perform(application, "open nio pooled");
            assertThat(end(application, "pooled", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            assertThat(Cli.done("connections", pid).stdout()).anyMatch(line -> line.contains("open   41s/7s/4"));
            Cli.done("reload", pid);
            Cli.done("detach", pid);
            SocketOptions defaults = SocketOptions.defaults();
            assertThat(end(application, "pooled", "connect").awaitSettings(defaults::equals))
                    .isEqualTo(defaults);
            assertThat(agent.log().failures()).isEmpty();
        }
    }

    /** The JVM reads the agent's jar with the agent's permissions, of which there are none. */
    @Test
    void attachingToItNamesTheGrantThatItTakes() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess application = launch().start()) {
            perform(application, "secure");
            assertThat(Cli.run("attach", String.valueOf(application.pid()), configuration)
                            .status())
                    .isNotZero();
            application.stderr().await(".*grant codeBase .*AllPermission.*");
        }
    }

    /**
     * The application has exactly its own permissions, although the agent's code is in the methods that check them.
     */
    @Test
    void theApplicationHasTheRightsThatItHasWithoutTheAgent() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess with = secured(launch().agent(configuration), agent, "secure");
                ForkedProcess without = launch().start()) {
            perform(without, "secure");
            perform(with, "rights");
            perform(without, "rights");
            List<String> rights = with.stdout().lines(RIGHTS);
            assertThat(rights).isEqualTo(without.stdout().lines(RIGHTS)).hasSize(4);
            assertThat(rights)
                    .filteredOn(right -> right.contains("access denied"))
                    .hasSize(3);
        }
    }

    /** It could open other files if callers of the agent got the permissions of the agent. */
    @Test
    void theApplicationHasNoFileOpenedThatItMayNotOpen() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        Path file = Files.createFile(folder.resolve("file"));
        try (ForkedProcess application = secured(launch().agent(configuration), agent, "secure")) {
            perform(application, "forge " + file);
            application.stderr().await("\\[keepalive].*", 2);
            assertThat(application.stderr().lines("\\[keepalive].*"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("SecurityException: only the JVM "));
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void jmxConsoleWorks() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess application = secured(launch().agent(configuration), agent, "secure")) {
            perform(application, "jmx");
            application.stdout().await("mode enforce");
        }
    }

    /** The agent cannot read /proc then, and each of its parts reports once what is denied and by whom. */
    @Test
    void deniedProcIsReportedOnce() {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.configure(KEEPALIVE.formatted("41s"));
        try (ForkedProcess application = secured(launch().agent(configuration), agent, "deny")) {
            perform(application, "open nio pooled");
            assertThat(end(application, "pooled", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            assertThat(agent.log()
                            .await("agent.error", SecurityManagerIT::isOfDeniedProc)
                            .get("exception")
                            .getAsString())
                    .contains("/proc is denied here")
                    .contains("SelfSecured$NoProc");
            perform(application, "open nio later");
            assertThat(end(application, "later", "connect").awaitSettings(POLICY::equals))
                    .isEqualTo(POLICY);
            Await.pause(TEN_ROUNDS);
            assertThat(agent.log().events("agent.error"))
                    .filteredOn(SecurityManagerIT::isOfDeniedProc)
                    .extracting(error -> error.get("where").getAsString())
                    .contains("watch")
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean isOfDeniedProc(JsonObject error) {
        return error.toString().contains("/proc is denied here");
    }

    private static Launch launch() {
        Launch launch = Launch.of(SelfSecured.class);
        return Jdk.underTest().feature() >= 12 ? launch.jvmOption("-Djava.security.manager=allow") : launch;
    }

    /** @param when a command of the application, or its argument */
    private static ForkedProcess secured(Launch launch, AgentFolder agent, String when) {
        boolean first = when.startsWith("-");
        ForkedProcess application = (first ? launch.arguments(when) : launch).start();
        agent.awaitStart();
        if (!first) {
            perform(application, when);
        }
        return application;
    }

    private static void perform(ForkedProcess application, String command) {
        application.send(command).stdout().await("done " + command);
    }

    private static AnnouncedConnection end(ForkedProcess application, String name, String role) {
        return AnnouncedConnection.of(application, name, role);
    }

    /** Java 24 removed the security manager (JEP 486). */
    static boolean hasNoSecurityManager() {
        return Jdk.underTest().feature() >= 24;
    }
}
