// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.application.Client;
import io.keepalive.compat.application.Peer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An asynchronous channel connects on a thread of the JDK; its opener is the caller of connect. */
class AsynchronousOpenerIT {

    @TempDir
    private Path folder;

    @Test
    void openerIsTheCallerOfConnect() {
        AgentFolder agent = new AgentFolder(folder);
        String log = "log: {file: '" + agent.logFile() + "', format: json, level: debug}";
        String configuration = agent.write("report: {stack-traces: opened, " + log + "}");
        try (ForkedProcess peer = Launch.of(Peer.class).arguments("127.0.0.1").start();
                ForkedProcess application = Launch.of(Client.class)
                        .agent(configuration)
                        .arguments(
                                "127.0.0.1",
                                peer.stdout().await("listening (\\d+)").group(1),
                                "aio",
                                "aio")
                        .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("ready");
            List<JsonObject> opened = agent.log().await("connection.opened", 2);
            assertThat(opened).allSatisfy(connection -> {
                assertThat(connection.get("opened.thread").getAsString()).isEqualTo("main");
                assertThat(connection.get("opened.at").getAsString()).contains("AsynchronousConnection.<init>");
            });
            assertThat(Cli.done("connections", String.valueOf(application.pid()))
                            .stdout())
                    .filteredOn(line -> line.contains(
                            "main at io.keepalive.compat.application.client.AsynchronousConnection.<init>"))
                    .hasSize(2);
        }
    }
}
