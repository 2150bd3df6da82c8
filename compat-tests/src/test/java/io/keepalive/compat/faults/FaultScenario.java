// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.keepalive.compat.fault.Fault;
import io.keepalive.compat.fault.FaultAgent;
import io.keepalive.compat.fault.FaultPart;
import io.keepalive.compat.fault.Traffic;
import io.keepalive.compat.reports.Scraper;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.jvm.OtherAgent;
import io.keepalive.testkit.network.FreePorts;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;

/** An application with traffic, all of the agent's reports, and one part of the agent that can be made to fail. */
final class FaultScenario implements AutoCloseable {

    private static final String OUT = " is out of service";
    private static final String BACK = " is in service again";

    private static final Duration BETWEEN_USES = Duration.ofMillis(300);

    private static final int SCRAPE_LIMIT_MILLIS = 500;

    private final int port = FreePorts.any();
    private final AgentFolder agent;
    private final FaultPart part;
    private final ForkedProcess application;
    private final Scraper scraper;

    /** Starts the application and waits until everything works. */
    FaultScenario(Path folder, FaultPart part) {
        this.part = part;
        this.agent = new AgentFolder(folder);
        Launch launch = Launch.of(Traffic.class)
                .libraries(ByteBuddy.class)
                .jvmOption(OtherAgent.option(folder, FaultAgent.class))
                .agent(agent.write("report: {prometheus: ':%d', log: {file: '%s', format: json}}%n"
                        .formatted(port, agent.logFile())));
        if (part == FaultPart.FLIGHT_RECORDER) {
            launch.jvmOption("-XX:StartFlightRecording=name=test");
        }
        application = launch.start();
        scraper = Scraper.of(port);
        agent.awaitStart();
        answer("listen");
        scraper.await(samples -> !samples.isEmpty());
    }

    /** Sends a command and returns its answer. */
    String answer(String command) {
        return application.send(command).stdout().next(command + ": (.*)").group(1);
    }

    void arm(Fault fault) {
        answer("arm " + part + " " + fault);
    }

    void disarm() {
        answer("disarm " + part);
    }

    /** Makes the part work, so that it fails. */
    void use() {
        switch (part) {
            case METRICS -> scrapeWithoutWaiting();
            case LOG, JMX -> answer("die");
            case FLIGHT_RECORDER, FAILED_CALL -> answer("exercise");
            default -> trips();
        }
    }

    /** A scrape whose answer may not come. */
    private void scrapeWithoutWaiting() {
        try {
            URLConnection connection = new URL("http://127.0.0.1:" + port + "/metrics").openConnection();
            connection.setReadTimeout(SCRAPE_LIMIT_MILLIS);
            connection.getInputStream().close();
        } catch (IOException failedOrTimedOut) {
            // That is what the fault is for.
        }
    }

    /** How many connections the application has used so far. */
    int trips() {
        return Integer.parseInt(answer("trips"));
    }

    /** The parts that are out of service, by the command line. */
    List<String> outOfService() {
        List<String> status =
                Cli.done("status", String.valueOf(application.pid()), "--json").stdout();
        JsonArray parts = JsonParser.parseString(String.join("\n", status))
                .getAsJsonObject()
                .getAsJsonArray("out.of.service");
        return parts.asList().stream().map(each -> each.getAsString()).toList();
    }

    /** Uses the part until the agent reports that it is out of service. */
    void awaitOut() {
        awaitReport(OUT);
    }

    /** Waits until this part alone is out of service: a sink that hangs holds up the reporter until another thread goes on. */
    void awaitNothingElseOut(String words) {
        boolean alone = Await.until(() -> {
            List<String> out = outOfService();
            return out.size() == 1 && out.get(0).contains(words);
        });
        if (!alone) {
            throw new AssertionError("out of service: " + outOfService());
        }
    }

    /** Uses the part until the agent reports that it works again. */
    void awaitBack() {
        awaitReport(BACK);
    }

    private void awaitReport(String what) {
        boolean reported = Await.until(() -> {
            use();
            Await.pause(BETWEEN_USES);
            return reports().stream().anyMatch(report -> report.contains(part.words() + what));
        });
        assertThat(reported).as(part.words() + what + " in " + reports()).isTrue();
    }

    /** What the agent says of itself in its log or, where that is the part that fails, on standard error. */
    private List<String> reports() {
        return isLogAffected()
                ? application.stderr().lines(".*\\[keepalive].*")
                : agent.log().events().stream()
                        .filter(event -> event.has("message"))
                        .map(event -> event.get("message").getAsString())
                        .toList();
    }

    private boolean isLogAffected() {
        return part == FaultPart.LOG || part == FaultPart.REPORTER;
    }

    /** Whatever the agent has written of its own failures. */
    int errorReports() {
        return agent.log().events("agent.error").size()
                + agent.log().events("agent.notice").size()
                + application.stderr().lines(".*\\[keepalive].*").size();
    }

    /** The failures that the agent has counted. */
    double errorsCounted() {
        return scraper.await(samples -> samples.containsKey("keepalive_agent_errors_total"))
                .get("keepalive_agent_errors_total");
    }

    /** Each report but that of the part has a death that happens now. */
    void assertDeathIsReported() {
        int inLog = deathsInLog();
        double inMetrics = part == FaultPart.METRICS ? 0 : deathsInMetrics();
        int notified = Integer.parseInt(answer("notified"));
        assertThat(answer("die")).isEqualTo("java.net.SocketException: Connection reset");
        if (part != FaultPart.METRICS) {
            scraper.await(samples -> dead(samples) > inMetrics);
        }
        if (!isLogAffected()) {
            assertThat(Await.until(() -> deathsInLog() > inLog))
                    .as("death in the log")
                    .isTrue();
        }
        if (!Set.of(FaultPart.JMX, FaultPart.REPORTER).contains(part)) {
            assertThat(Await.until(() -> Integer.parseInt(answer("notified")) > notified))
                    .as("death as a notification")
                    .isTrue();
        }
    }

    /** The log has every death, those that happened while it was out of service as well. */
    void assertLogIsComplete() {
        assertThat(Await.until(() -> deathsInLog() == deathsInMetrics()))
                .as("deaths in the log: " + deathsInLog())
                .isTrue();
    }

    private int deathsInLog() {
        return agent.log().events("peer.dead").size();
    }

    private double deathsInMetrics() {
        return dead(scraper.await(samples -> !samples.isEmpty()));
    }

    private static double dead(Map<String, Double> samples) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("keepalive_peers_dead_total"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** What went wrong in the application's own view, and what was not woven. */
    List<String> failures() {
        return application.stdout().lines("(traffic failed|not woven).*");
    }

    /** The application ends as without the agent. */
    int finish() {
        return application.finish();
    }

    @Override
    public void close() {
        application.close();
        scraper.close();
    }
}
