package io.keepalive.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.compat.harness.AgentFolder;
import io.keepalive.compat.harness.KernelSocket;
import io.keepalive.compat.harness.KernelView;
import io.keepalive.compat.harness.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In this mode the agent looks and tells, and touches nothing. */
class ObserveIT {

    /** Of the application's own, by its host's defaults. */
    private static final Settings OWN = new Settings(1, 2, 1, 3, 0);

    @TempDir
    private Path folder;

    @Test
    void changesNothingAndReportsWhoDies() {
        AgentFolder agent = new AgentFolder(folder);
        try (Scene scene = Scene.play(
                agent,
                "mode: observe\nprecedence: agent\nkeepalive: {idle: 41s, interval: 7s, count: 4, user-timeout: auto}"
                        + Scene.WITHOUT_A_LOOK,
                "-Dclient.keepalive=true")) {
            for (JsonObject opened : agent.log().await("connection.opened", Scene.WAYS.length)) {
                assertThat(opened.get("keepalive.wanted").getAsString()).isEqualTo("on 41s/7s/4 user-timeout 69s");
                assertThat(opened.get("keepalive").getAsString()).isEqualTo("on 2s/1s/3 user-timeout off");
            }
            assertThat(connections(scene))
                    .hasSize(Scene.WAYS.length)
                    .allSatisfy(socket -> assertThat(socket.settings()).isEqualTo(OWN));
            scene.network().silencePeer();
            scene.deaths("keepalive_timeout");
        }
    }

    private static List<KernelSocket> connections(Scene scene) {
        return KernelView.socketsOf(scene.observed().pid()).stream()
                .filter(socket -> socket.isTcp() && !socket.isListening())
                .toList();
    }
}
