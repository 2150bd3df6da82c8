// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.Client;
import io.keepalive.compat.application.Peer;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.network.Network;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link-local address has the same text in every output, whatever the JDK appends after its %. */
class ScopedAddressesIT {

    private static final String LOCAL = "fe80:0:0:0:0:0:0:a1";
    private static final String REMOTE = "fe80:0:0:0:0:0:0:a2";

    @TempDir
    private Path folder;

    @Test
    void readTheSameInTheLogAndOnTheCommandLine() {
        AgentFolder agent = new AgentFolder(folder);
        try (Network network = Network.open()) {
            network.app().run("ip", "addr", "add", LOCAL + "/64", "dev", "cable0", "nodad");
            network.peer().run("ip", "addr", "add", REMOTE + "/64", "dev", "cable", "nodad");
            try (ForkedProcess peer = Launch.of(Peer.class)
                            .on(network.peer())
                            .arguments(REMOTE + "%cable")
                            .start();
                    ForkedProcess application = Launch.of(Client.class)
                            .on(network.app())
                            .agent(agent.configure("mode: enforce"))
                            .arguments(
                                    REMOTE + "%cable0",
                                    peer.stdout().await("listening (\\d+)").group(1),
                                    "blocking",
                                    "nio")
                            .start()) {
                agent.awaitStart();
                application.send("go").stdout().await("ready");
                String pid = String.valueOf(application.pid());
                JsonObject listed = JsonParser.parseString(String.join(
                                "\n", Cli.done("connections", pid, "--json").stdout()))
                        .getAsJsonObject();
                assertThat(listed.getAsJsonArray("connections"))
                        .hasSize(2)
                        .allSatisfy(connection -> assertAddressesOf(connection.getAsJsonObject()));
                assertThat(agent.log().await("connection.opened", 2)).allSatisfy(ScopedAddressesIT::assertAddressesOf);
                assertThat(Cli.done("connections", pid).stdout().get(1))
                        .contains("[" + REMOTE + "]:")
                        .doesNotContain("%");
            }
        }
    }

    private static void assertAddressesOf(JsonObject connection) {
        assertThat(connection.get("network.local.address").getAsString())
                .startsWith("fe80:")
                .doesNotContain("%");
        assertThat(connection.get("network.peer.address").getAsString()).isEqualTo(REMOTE);
    }
}
