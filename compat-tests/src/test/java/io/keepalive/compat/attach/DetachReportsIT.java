// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.Idle;
import io.keepalive.compat.reports.JmxIT;
import io.keepalive.compat.reports.Recording;
import io.keepalive.compat.reports.SameFactsIT;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.AgentThreads;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What remains of the reports after a detach: of the MBean, the recorded events and the endpoint. */
class DetachReportsIT {

    @TempDir
    private Path folder;

    @Test
    void noReportingThreadOrClassRemains() {
        int port = FreePorts.any();
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write(
                "report: {prometheus: ':%d', log: {file: '%s', format: json}}%n".formatted(port, agent.logFile()));
        try (ForkedProcess application = Launch.of(Idle.class)
                        .jvmOption("-XX:StartFlightRecording=name=test")
                        .start();
                Scraper scraper = Scraper.of(port)) {
            application.stdout().await("ready");
            String pid = String.valueOf(application.pid());
            Recording recording = Recording.of(application, folder.resolve("test.jfr"));
            try (ForkedProcess console = JmxIT.console(application, null)) {
                JvmProbe probe = new JvmProbe(application, folder);
                Cli.done("attach", pid, configuration);
                SameFactsIT.awaitRegistration(console);
                scraper.await(samples -> !samples.isEmpty());
                recording.awaitKnown("keepalive.PeerDead");

                Cli.done("detach", pid);

                JmxIT.awaitUnregistered(console);
                scraper.await(Map::isEmpty);
                assertThat(AgentThreads.awaitNone(application)).isEmpty();
                assertThat(probe.awaitNoAgentClassesBut(DetachIT.STAYING)).isSubsetOf(DetachIT.STAYING);
            }
        }
    }
}
