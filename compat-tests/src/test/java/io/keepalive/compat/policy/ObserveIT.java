// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.deaths.DeadPeerScenario;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.kernel.KernelSocket;
import io.keepalive.testkit.kernel.KernelView;
import io.keepalive.testkit.kernel.SocketOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In mode observe the agent reports and changes nothing. */
class ObserveIT {

    /** The application's own settings: the defaults of its host. */
    private static final SocketOptions OWN = new SocketOptions(1, 2, 1, 3, 0);

    @TempDir
    private Path folder;

    @Test
    void changesNothingAndReportsDeaths() {
        AgentFolder agent = new AgentFolder(folder);
        try (DeadPeerScenario scenario = DeadPeerScenario.begin(
                agent,
                "mode: observe\nprecedence: agent\nkeepalive: {idle: 41s, interval: 7s, count: 4, user-timeout: auto}"
                        + DeadPeerScenario.RARE_ROUNDS,
                "-Dclient.keepalive=true")) {
            for (JsonObject opened : agent.log().await("connection.opened", DeadPeerScenario.KINDS.length)) {
                assertThat(opened.get("keepalive.wanted").getAsString()).isEqualTo("on 41s/7s/4 user-timeout 69s");
                assertThat(opened.get("keepalive").getAsString()).isEqualTo("on 2s/1s/3 user-timeout off");
            }
            assertThat(connections(scenario))
                    .hasSize(DeadPeerScenario.KINDS.length)
                    .allSatisfy(socket -> assertThat(socket.settings()).isEqualTo(OWN));
            scenario.network().silencePeer();
            scenario.deaths("keepalive_timeout");
        }
    }

    private static List<KernelSocket> connections(DeadPeerScenario scenario) {
        return KernelView.socketsOf(scenario.observed().pid()).stream()
                .filter(socket -> socket.isTcp() && !socket.isListening())
                .toList();
    }
}
