// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.deaths.IdleConnectionScenario;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One dead peer as reported by the log, a JMX console, Flight Recorder and Prometheus. */
public class SameFactsIT {

    private static final int PORT = 9464;
    private static final String QUICK = "keepalive: {idle: 2s, interval: 1s, count: 3}\n";

    /** The field in the log and in the notification, and the field in Flight Recorder. */
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("connection.id", "connectionId"),
            Map.entry("network.local.address", "localAddress"),
            Map.entry("network.local.port", "localPort"),
            Map.entry("network.peer.address", "peerAddress"),
            Map.entry("network.peer.port", "peerPort"),
            Map.entry("peer.host", "peerHost"),
            Map.entry("direction", "direction"),
            Map.entry("rule", "rule"),
            Map.entry("cause", "cause"),
            Map.entry("detected.by", "detectedBy"),
            Map.entry("probes", "probes"),
            Map.entry("retransmits", "retransmits"),
            Map.entry("idle.ms", "idle"),
            Map.entry("age.ms", "age"),
            Map.entry("keepalive.idle.s", "keepaliveIdle"),
            Map.entry("keepalive.interval.s", "keepaliveInterval"),
            Map.entry("keepalive.count", "keepaliveCount"),
            Map.entry("keepalive.user_timeout.ms", "userTimeout"),
            Map.entry("thread", "failedThread"),
            Map.entry("exception", "exception"),
            Map.entry("opened.thread", "openedBy"));

    @TempDir
    private Path folder;

    @Test
    void deathSeenByReader() {
        JsonObject recorded = reportOnEveryChannel("read");

        assertThat(recorded.get("eventThread").getAsJsonObject().get("javaName").getAsString())
                .isEqualTo("main");
        assertThat(methods(recorded)).contains("io.keepalive.compat.application.Pool.main");
        assertThat(recorded.get("exceptionStack").getAsString())
                .contains("\nio.keepalive.compat.application.Pool.main(Pool.java:");
    }

    @Test
    void deathWithoutReader() {
        JsonObject recorded = reportOnEveryChannel(null);

        assertThat(recorded.get("detectedBy").getAsString()).isEqualTo("watch");
        assertThat(recorded.get("eventThread").getAsJsonObject().get("javaName").getAsString())
                .isEqualTo("keepalive-agent");
    }

    @Test
    void aStalledPeer() {
        List<String> withMetrics = List.of("env", "KEEPALIVE_PROMETHEUS=:" + PORT);
        String policy = "watch: {stalled-after: 2s}";
        try (IdleConnectionScenario scenario =
                        IdleConnectionScenario.begin(new AgentFolder(folder), policy, "idle", withMetrics);
                ForkedProcess console = console(scenario);
                Scraper scraper = Scraper.of(PORT, scenario)) {
            Recording recording = Recording.start(scenario.application(), folder.resolve("test.jfr"));
            awaitRegistration(console);
            recording.awaitKnown("keepalive.PeerStalled");
            scenario.open("line");
            scenario.perform("flood", "line");
            JsonObject logged = scenario.await("peer.stalled", 1).get(0);
            scraper.await(samples -> samples.getOrDefault("keepalive_peers_stalled", 0.0) == 1);
            assertThat(attributes(console)).containsEntry("StalledPeers", "1").containsEntry("SuspectPeers", "0");
            JsonObject recorded = recording.events("keepalive.PeerStalled").get(0);
            assertThat(recorded.get("queuedBytes").getAsLong())
                    .isEqualTo(logged.get("queued.bytes").getAsLong());

            scenario.perform("close", "line");
            scraper.await(samples -> samples.getOrDefault("keepalive_peers_stalled", 1.0) == 0);
        }
    }

    /** Compares all reports and returns the one of Flight Recorder. */
    private JsonObject reportOnEveryChannel(String call) {
        List<String> withMetrics = List.of("env", "KEEPALIVE_PROMETHEUS=:" + PORT);
        try (IdleConnectionScenario scenario =
                        IdleConnectionScenario.begin(new AgentFolder(folder), QUICK, "idle", withMetrics);
                ForkedProcess console = console(scenario);
                Scraper scraper = Scraper.of(PORT, scenario)) {
            Recording recording = Recording.start(scenario.application(), folder.resolve("test.jfr"));
            awaitRegistration(console);
            recording.awaitKnown("keepalive.PeerDead");
            console.send("listen").stdout().await("listening");
            scraper.await(samples -> !samples.isEmpty());

            scenario.open("line");
            if (call != null) {
                scenario.application().send(call + " line");
            }
            scenario.network().silencePeer();
            JsonObject logged = scenario.await("peer.dead", 1).get(0);
            JsonObject notified = notification(console);
            JsonObject recorded = Await.read(() -> recording.events("keepalive.PeerDead"), events -> !events.isEmpty())
                    .get(0);

            assertThat(facts(notified)).isEqualTo(facts(logged));
            assertThat(recordedFacts(recorded)).isEqualTo(facts(logged));
            assertThat(scenario.await("peer.suspect", 1)).hasSameSizeAs(recording.events("keepalive.PeerSuspect"));
            scraper.await(samples -> samples.getOrDefault(metric(logged), 0.0) == 1);
            assertThat(attributes(console)).containsEntry("DeadPeers", "1").containsEntry("Mode", "enforce");
            return recorded;
        }
    }

    /** A JMX console on the same host. */
    public static ForkedProcess console(IdleConnectionScenario scenario) {
        ForkedProcess console = Launch.of(JmxConsole.class)
                .on(scenario.network().app())
                .libraryOfTheJdk("tools.jar")
                .arguments(String.valueOf(scenario.application().pid()))
                .start();
        console.stdout().await("connected");
        return console;
    }

    public static void awaitRegistration(ForkedProcess console) {
        for (int i = 0; i < 300 && console.stdout().lines("registered true").isEmpty(); i++) {
            console.send("names");
            Await.pause(Duration.ofMillis(200));
        }
        console.stdout().await("registered true");
    }

    private static JsonObject notification(ForkedProcess console) {
        console.stdout().await("source io.keepalive:type=KeepaliveAgent number 1");
        console.stdout().await("message peer dead: outbound .* cause=keepalive_timeout.*");
        String json =
                console.stdout().await("notification keepalive.peer.dead (.*)").group(1);
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static Map<String, String> attributes(ForkedProcess console) {
        String json =
                console.send("attributes").stdout().await("attributes (.*)").group(1);
        Map<String, String> attributes = new TreeMap<>();
        JsonParser.parseString(json)
                .getAsJsonObject()
                .entrySet()
                .forEach(entry -> attributes.put(
                        entry.getKey(),
                        entry.getValue().isJsonNull()
                                ? "none"
                                : entry.getValue().getAsString()));
        return attributes;
    }

    private static String metric(JsonObject logged) {
        return "keepalive_peers_dead_total{cause=\"%s\",direction=\"%s\",rule=\"%s\"}"
                .formatted(
                        logged.get("cause").getAsString(),
                        logged.get("direction").getAsString(),
                        logged.get("rule").getAsString());
    }

    /** The facts in all reports, by their field in the log; unknown ones are left out. */
    private static Map<String, String> facts(JsonObject printed) {
        Map<String, String> facts = new TreeMap<>();
        FACTS.keySet().stream()
                .filter(printed::has)
                .forEach(name -> facts.put(name, printed.get(name).getAsString()));
        return facts;
    }

    private static Map<String, String> recordedFacts(JsonObject recorded) {
        Map<String, String> facts = new TreeMap<>();
        FACTS.forEach((name, field) -> {
            JsonElement value = recorded.get(field);
            assertThat(value).as(field).isNotNull();
            if (!value.isJsonNull()) {
                facts.put(name, inUnitOf(name, value.getAsString()));
            }
        });
        return facts;
    }

    /** jfr print formats times as ISO 8601. */
    private static String inUnitOf(String name, String value) {
        if (name.endsWith(".ms")) {
            return String.valueOf(Duration.parse(value).toMillis());
        }
        return name.endsWith(".s") ? String.valueOf(Duration.parse(value).toSeconds()) : value;
    }

    private static List<String> methods(JsonObject recorded) {
        return recorded.getAsJsonObject("stackTrace").getAsJsonArray("frames").asList().stream()
                .map(frame -> frame.getAsJsonObject().getAsJsonObject("method"))
                .map(method ->
                        method.getAsJsonObject("type").get("name").getAsString().replace('/', '.') + "."
                                + method.get("name").getAsString())
                .toList();
    }
}
