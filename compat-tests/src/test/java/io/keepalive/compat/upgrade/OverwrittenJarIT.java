// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.Command;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent's jar is overwritten in place while a JVM runs with it. */
@Tag("long")
class OverwrittenJarIT {

    @TempDir
    private Path folder;

    /** Also what the agent uses for the first time: metrics, the library for unusual YAML, the end. */
    @ParameterizedTest
    @EnumSource
    void nothingIsLostSomeSecondsAfterTheStart(Overwriting overwriting) {
        int port = FreePorts.any();
        byte[] other = overwriting.content(folder);
        try (JarScenario scenario = new JarScenario(folder)) {
            scenario.awaitRelease();
            scenario.overwriteJar(other);

            scenario.assertDeathIsReported();
            JsonObject status = JsonParser.parseString(
                            String.join("", scenario.command("status", "--json").stdout()))
                    .getAsJsonObject();
            assertThat(status.get("agent").getAsString()).isEqualTo("running");
            assertThat(status.getAsJsonArray("out.of.service")).isEmpty();
            assertThat(status.get("agent.errors").getAsInt()).isZero();
            assertThat(scenario.command("connections").status()).isZero();
            scenario.agent()
                    .write("report: {prometheus: &anchor ':%d', log: {file: '%s', format: json}}"
                            .formatted(port, scenario.agent().logFile()));
            assertThat(scenario.command("reload").stderr()).isEmpty();
            try (Scraper scraper = Scraper.on(scenario.host(), port)) {
                scraper.await(samples -> !samples.isEmpty());
            }
            assertThat(scenario.command("detach").status()).isZero();
            assertThat(scenario.agent().log().events("agent.error")).isEmpty();
            assertThat(scenario.errors()).isEmpty();
            scenario.assertEnds();
        }
    }

    /** Within five seconds of the start. No class is made of the wrong bytes, and the reason is reported. */
    @ParameterizedTest
    @EnumSource
    void itIsReportedWhereItHappensEarlier(Overwriting overwriting) {
        byte[] other = overwriting.content(folder);
        try (JarScenario scenario = new JarScenario(folder)) {
            scenario.overwriteJar(other);

            Command.Result status = scenario.command("status");
            assertThat(status.status()).isEqualTo(2);
            assertThat(status.stderr()).singleElement().asString().startsWith(message(scenario));
            assertThat(Await.until(() -> messages(scenario).anyMatch(message -> message.contains(message(scenario)))))
                    .as("reported in the log")
                    .isTrue();
            assertThat(Await.until(() -> messages(scenario)
                            .anyMatch(message -> message.contains("classes in memory is out of service"))))
                    .as("out of service")
                    .isTrue();
            assertThat(scenario.errors()).isEmpty();
            scenario.assertEnds();
        }
    }

    private static Stream<String> messages(JarScenario scenario) {
        return scenario.agent().log().events().stream()
                .filter(event -> event.has("message"))
                .map(event -> event.get("message").getAsString());
    }

    private static String message(JarScenario scenario) {
        return scenario.jar() + " was overwritten after this JVM had opened it: restart this JVM";
    }
}
