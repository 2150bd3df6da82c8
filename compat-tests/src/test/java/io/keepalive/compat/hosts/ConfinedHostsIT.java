// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.Required;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.MountNamespace;
import io.keepalive.testkit.isolation.OtherUser;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Command;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that have few rights, or little of something. */
class ConfinedHostsIT {

    @TempDir
    private Path folder;

    /** As with readOnlyRootFilesystem of Kubernetes and no volume: the JVM cannot write in /tmp either. */
    @Test
    void nothingCanBeWritten() {
        Required.root();
        new HostedRun(folder)
                .assertWorksWithoutFiles(
                        agent -> agent.apply(Launch.of(HostedApplication.class)).through(MountNamespace.readOnly()));
    }

    /** It could not be reached by jcmd either. */
    @Test
    void theCommandLineReportsThatNothingCanBeWritten() {
        Required.root();
        try (ForkedProcess application = Launch.of(HostedApplication.class)
                .agent("")
                .through(MountNamespace.readOnly())
                .start()) {
            application.stderr().await(".*] started: .*");
            Command.Result result = Cli.run("status", String.valueOf(application.pid()));
            assertThat(result.status()).isEqualTo(2);
            assertThat(String.join("\n", result.stderr())).contains("Read-only file system");
            application.send("go").stdout().await("ready");
        }
    }

    /** As on OpenShift: there is no entry in /etc/passwd, and user.name is a question mark. */
    @Test
    void aUserWithoutName() {
        try (OtherUser user = OtherUser.in(folder)) {
            new HostedRun(user.folder())
                    .assertWorks(agent ->
                            agent.apply(Launch.of(HostedApplication.class)).through(user.command()));
        }
    }

    @Test
    void fewDescriptors() {
        new HostedRun(folder)
                .assertWorks(agent ->
                        agent.apply(Launch.of(HostedApplication.class)).through(List.of("prlimit", "--nofile=256")));
    }

    @Test
    void aSmallHeap() {
        new HostedRun(folder)
                .assertWorks(agent -> agent.apply(Launch.of(HostedApplication.class))
                        .jvmOptions(List.of("-Xmx8m", "-XX:+UseSerialGC", "-Xss256k")));
    }
}
