// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both log formats, in files of bounded size. */
class LogsIT {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    @TempDir
    private Path folder;

    private Path log() {
        return new AgentFolder(folder).logFile();
    }

    @Test
    void textIsForPeople() throws IOException {
        reset("{log: {file: '%s', format: text}}");
        assertThat(Files.readAllLines(log()))
                .anyMatch(line -> line.matches(TIME + " INFO  \\[keepalive] started: .*"))
                .anyMatch(line -> line.matches(TIME + " INFO  \\[keepalive] peer dead: outbound 127\\.0\\.0\\.1:\\d+"
                        + " -> .*127\\.0\\.0\\.1:\\d+ rule=default cause=reset: .*, open \\d.*"
                        + ", noticed by read in main at " + Pattern.quote(Resets.class.getName()) + ".*"))
                .allMatch(line ->
                        line.matches("(" + TIME + " (DEBUG|INFO |WARN |ERROR) \\[keepalive] |\\[keepalive]     ).*"));
    }

    @Test
    void jsonIsForTools() throws IOException {
        reset("{log: {file: '%s', format: json}}");
        JsonObject death = deaths().get(0);
        assertThat(death.keySet())
                .contains("time", "level", "event", "connection.id", "direction", "rule", "cause", "detected.by")
                .contains("network.local.address", "network.local.port")
                .contains("network.peer.address", "network.peer.port")
                .contains("probes", "retransmits", "age.ms", "thread", "exception", "stack")
                .contains("keepalive.idle.s", "keepalive.interval.s", "keepalive.count", "keepalive.user_timeout.ms");
        assertThat(death.get("time").getAsString()).matches(TIME);
        assertThat(death.get("network.peer.address").getAsString()).isEqualTo("127.0.0.1");
        assertThat(death.get("thread").getAsString()).isEqualTo("main");
    }

    @Test
    void filesRollOver() throws IOException {
        resets(300, "{log: {file: '%s', format: json, level: debug, max-size: 20KB, keep: 2}}", application -> {});
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("keepalive.log"))
                    .toList();
            assertThat(logs).hasSize(3);
            for (Path file : logs) {
                assertThat(Files.readAllLines(file))
                        .allSatisfy(line -> assertThat(JsonParser.parseString(line)
                                        .getAsJsonObject()
                                        .has("event"))
                                .isTrue());
                assertThat(Files.size(file)).isLessThan(30_000);
            }
        }
    }

    @Test
    void stormsAreSummarisedAndCounted() throws IOException {
        resets(3000, "{log: {file: '%s', format: text}}", this::awaitLog);
        List<String> lines = Files.readAllLines(log());
        int reported = lines.stream()
                .map(Pattern.compile("] peer dead: |] peers dead: (\\d+) (?:more|connections) ")::matcher)
                .filter(Matcher::find)
                .mapToInt(line -> line.group(1) == null ? 1 : Integer.parseInt(line.group(1)))
                .sum();
        assertThat(reported).isEqualTo(3000);
        assertThat(lines).hasSizeLessThan(1000);
    }

    @Test
    void stackTracesOfDeaths() throws IOException {
        reset("{log: {file: '%s', format: json}, stack-traces: dead}");
        assertThat(deaths().get(0).get("stack").toString()).contains("Resets.readFails");
        assertThat(deaths().get(0).has("opened.at")).isFalse();
    }

    @Test
    void stackTracesOfOpeners() throws IOException {
        reset("{log: {file: '%s', format: json}, stack-traces: opened}");
        assertThat(deaths().get(0).get("stack").toString()).contains("Resets.readFails");
        assertThat(deaths().get(0).get("opened.at").getAsString()).contains("Resets.openAndBeReset(Resets.java:");
    }

    @Test
    void noStackTraces() throws IOException {
        reset("{log: {file: '%s', format: json}, stack-traces: \"off\"}");
        assertThat(deaths().get(0).has("stack")).isFalse();
        assertThat(deaths().get(0).has("opened.at")).isFalse();
    }

    private List<JsonObject> deaths() throws IOException {
        List<JsonObject> deaths = Files.readAllLines(log()).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(event -> event.get("event").getAsString().equals("peer.dead"))
                .toList();
        assertThat(deaths).hasSize(1);
        return deaths;
    }

    /**
     * Waits until the log has what is reported after the storm, and so has taken the storm too: it may lag behind, and the
     * end of the JVM waits a second for it.
     */
    private void awaitLog(ForkedProcess application) {
        Cli.done("reload", String.valueOf(application.pid()));
        new AgentFolder(folder).awaitText(text -> text.contains("] configuration reloaded"));
    }

    /** One reset, which the log has before the application ends: the end of the JVM waits only a second for the log. */
    private void reset(String report) {
        resets(
                1,
                report,
                application -> new AgentFolder(folder)
                        .awaitText(text -> text.contains("peer dead: ") || text.contains("\"peer.dead\"")));
    }

    /** Has the application's connections reset so many times and ends it. */
    private void resets(int times, String report, Consumer<ForkedProcess> beforeTheEnd) {
        AgentFolder agent = new AgentFolder(folder);
        String configuration = agent.write("report: " + report.formatted(log()) + "\n");
        try (ForkedProcess application = Launch.of(Resets.class)
                .agent(configuration)
                .arguments(String.valueOf(times))
                .start()) {
            agent.awaitStart();
            application.send("go").stdout().await("failed reads " + times);
            beforeTheEnd.accept(application);
            assertThat(application.finish()).isZero();
        }
    }
}
