// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OwnLogManager;
import io.keepalive.compat.application.PlainApplication;
import io.keepalive.compat.reports.JmxIT;
import io.keepalive.compat.reports.SameFactsIT;
import io.keepalive.compat.startup.SideBySideRun;
import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Applications that an agent breaks if it initializes a part of the JDK before they have prepared it. */
class HostileApplicationsIT {

    private static final String STARTED = "started: ";

    @Test
    void withTheirOwnLogManager() {
        assertRunsAsWithoutTheAgent(() -> Launch.of(OwnLogManager.class)
                .jvmOption("-Djava.util.logging.manager=" + OwnLogManager.Manager.class.getName()));
    }

    @Test
    void withTheirOwnMBeanServer() {
        assertRunsAsWithoutTheAgent(() -> Launch.of(OwnMBeanServerBuilder.class)
                .jvmOption("-Djavax.management.builder.initial=" + OwnMBeanServerBuilder.class.getName()));
    }

    /** Applications that prepare it so late that the agent's later actions come first. */
    @Test
    void withTheirOwnLogManagerThatComesLate() {
        try (ForkedProcess application = Launch.of(OwnLogManager.class)
                .jvmOption("-Down.delay.seconds=8")
                .agent("")
                .start()) {
            application.stdout().await("log manager .*OwnLogManager\\$Manager asked too early false");
        }
    }

    @Test
    void withTheirOwnMBeanServerThatComesLate() {
        try (ForkedProcess application = Launch.of(OwnMBeanServerBuilder.class)
                        .jvmOption("-Djavax.management.builder.initial=" + OwnMBeanServerBuilder.class.getName())
                        .jvmOption("-Down.delay.seconds=8")
                        .agent("")
                        .start();
                ForkedProcess console = JmxIT.console(application, "domain .* asked too early false")) {
            SameFactsIT.awaitRegistration(console);
        }
    }

    @Test
    void withTheirOwnFileSystem() {
        assertRunsAsWithoutTheAgent(() -> Launch.of(OwnFileSystemProvider.class)
                .jvmOption("-Djava.nio.file.spi.DefaultFileSystemProvider=" + OwnFileSystemProvider.class.getName()));
    }

    @Test
    void withOddThreadGroups() {
        assertRunsAsWithoutTheAgent(() -> Launch.of(OddThreadGroup.class));
    }

    private static void assertRunsAsWithoutTheAgent(Supplier<Launch> application) {
        List<String> said = SideBySideRun.run(application, launch -> launch.agent(""), STARTED);
        assertThat(said).hasSize(1);
    }

    /** The policy file of the application does not mention the agent and so grants it nothing. */
    @Test
    @DisabledIf("hasNoSecurityManager")
    void withASecurityManagerThatTrustsOnlyThem(@TempDir Path folder) throws IOException {
        Path policy = policy(folder, """
                grant codeBase "file:%s/" { permission java.security.AllPermission; };
                """.formatted(Launch.programClasses()));
        List<String> said = SideBySideRun.run(() -> secured(policy), launch -> launch.agent(""), "disabled: ");
        assertThat(said).hasSize(1).first().asString().contains("{ permission java.security.AllPermission; }");
    }

    @Test
    @DisabledIf("hasNoSecurityManager")
    void withASecurityManagerThatTrustsTheAgentToo(@TempDir Path folder) throws IOException {
        Path policy = policy(folder, "grant { permission java.security.AllPermission; };\n");
        List<String> said = SideBySideRun.run(() -> secured(policy), launch -> launch.agent(""), STARTED);
        assertThat(said).hasSize(1);
    }

    /** Grants the agent what docs/deployment.md recommends, and the application only what it needs. */
    @Test
    @DisabledIf("hasNoSecurityManager")
    void withASecurityManagerThatTrustsTheAgentMore(@TempDir Path folder) throws IOException {
        Path policy = policy(folder, """
                grant codeBase "file:%s" { permission java.security.AllPermission; };
                grant codeBase "file:%s/" {
                    permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
                    permission java.lang.RuntimePermission "exitVM.*";
                };
                """.formatted(AgentJar.path(), Launch.programClasses()));
        List<String> said = SideBySideRun.run(() -> secured(policy), launch -> launch.agent(""), STARTED);
        assertThat(said).hasSize(1);
    }

    private static Path policy(Path folder, String grants) throws IOException {
        return Files.writeString(folder.resolve("application.policy"), grants);
    }

    private static Launch secured(Path policy) {
        return Launch.of(PlainApplication.class)
                .jvmOption("-Djava.security.manager")
                .jvmOption("-Djava.security.policy==" + policy);
    }

    /** Java 24 removed the security manager (JEP 486). */
    static boolean hasNoSecurityManager() {
        return Jdk.underTest().feature() >= 24;
    }
}
