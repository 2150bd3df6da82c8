// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.compat.application.Idle;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JMX console can read and do. */
public class JmxIT {

    @TempDir
    private Path folder;

    @Test
    void tellsOfConnectionsAndObeys() {
        AgentFolder agent = new AgentFolder(folder);
        String argument = agent.configure("keepalive: {idle: 41s, interval: 7s, count: 4}");
        try (ForkedProcess application = Launch.of(ManyConnections.class)
                        .arguments("3")
                        .agent(argument)
                        .start();
                ForkedProcess console = consoleOfStarted(application, agent)) {
            application.send("go").stdout().await("ready");
            SameFactsIT.awaitRegistration(console);

            JsonArray connections =
                    JsonParser.parseString(call(console, "listConnections")).getAsJsonArray();
            // The console's connection is one of the application's too.
            assertThat(connections.asList().stream()
                            .filter(JmxIT::isApplicationConnection)
                            .toList())
                    .hasSize(6);
            assertThat(connections.asList()).allSatisfy(row -> {
                JsonObject connection = row.getAsJsonObject();
                assertThat(connection.get("keepalive").getAsString()).isEqualTo("on 41s/7s/4 user-timeout off");
                assertThat(connection.get("state").getAsString()).isEqualTo("open");
                assertThat(connection.get("peer").getAsString()).startsWith("127.0.0.1:");
            });
            JsonObject attributes = awaitMoreConnectionsThan(6, console);
            assertThat(attributes.get("Connections").getAsInt()).isGreaterThan(6);
            assertThat(attributes.get("ConfigFile").getAsString()).isEqualTo(argument);
            assertThat(attributes.get("Environment").isJsonNull()).isTrue();
            assertThat(attributes.get("Mode").getAsString()).isEqualTo("enforce");

            assertThat(call(console, "reload")).matches("\"reloaded, in force on \\d+ open connections too\"");
            agent.configure("keepalive: {idle: 4}");
            assertThat(call(console, "reload")).contains("rejected", "idle");
            assertThat(call(console, "setMode", "off")).isEqualTo("null");
            console.send("attributes").stdout().await("attributes .*\"Connections\":0,.*\"Mode\":\"off\".*");
            console.send("call setMode loud")
                    .stdout()
                    .await("failed .*mode must be enforce, observe or off; found 'loud'");
        }
    }

    @Test
    void leavesNoTraceWhereItIsNotWanted() {
        AgentFolder agent = new AgentFolder(folder);
        String log = "log: {file: '" + agent.logFile() + "'}";
        try (ForkedProcess application = Launch.of(Idle.class)
                        .agent(agent.write("report: {jmx: true, " + log + "}"))
                        .start();
                ForkedProcess console = consoleOfStarted(application, agent)) {
            SameFactsIT.awaitRegistration(console);
            agent.write("report: {jmx: false, " + log + "}");
            awaitUnregistered(console);
        }
    }

    private static boolean isApplicationConnection(JsonElement row) {
        JsonElement opener = row.getAsJsonObject().get("openedBy");
        return !opener.isJsonNull() && opener.getAsString().equals("main");
    }

    /** A JVM that is still loading its own classes answers an attach with a NullPointerException. */
    private static ForkedProcess consoleOfStarted(ForkedProcess application, AgentFolder agent) {
        agent.awaitStart();
        return console(application, null);
    }

    /** A console that connects when the application has printed this line, or at once where it is null. */
    public static ForkedProcess console(ForkedProcess application, String said) {
        if (said != null) {
            application.stdout().await(said);
        }
        ForkedProcess console = Launch.of(JmxConsole.class)
                .libraryOfTheJdk("tools.jar")
                .arguments(String.valueOf(application.pid()))
                .start();
        console.stdout().await("connected");
        return console;
    }

    private static String call(ForkedProcess console, String operation, String... argument) {
        String command = "call " + operation + (argument.length == 0 ? "" : " " + argument[0]);
        return answer(console, command, "called " + operation + " .*").replaceFirst("called \\w+ ", "");
    }

    /** Sends a command and returns the line that answers this one, since there may have been equal ones before. */
    private static String answer(ForkedProcess console, String command, String regex) {
        int before = console.stdout().lines(regex).size();
        console.send(command).stdout().await(regex, before + 1);
        return console.stdout().lines(regex).get(before);
    }

    /** Waits until the agent's MBean is no longer registered: it is unregistered on a thread of the agent. */
    public static void awaitUnregistered(ForkedProcess console) {
        String last = Await.read(() -> answer(console, "names", "registered .*"), "registered false"::equals);
        assertThat(last).isEqualTo("registered false");
    }

    /** The console's connection may be older than the hooks and is then adopted in the next round. */
    private static JsonObject awaitMoreConnectionsThan(int number, ForkedProcess console) {
        return Await.read(
                () -> attributes(console),
                attributes -> attributes.get("Connections").getAsInt() > number);
    }

    private static JsonObject attributes(ForkedProcess console) {
        String json = answer(console, "attributes", "attributes .*").replaceFirst("attributes ", "");
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
