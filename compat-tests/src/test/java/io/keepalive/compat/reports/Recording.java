// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.reports;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.testkit.Await;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.process.Commands;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Flight Recorder recording, made and read with the tools of the JDK under test. */
public final class Recording {

    private final ForkedProcess application;
    private final Path file;

    private Recording(ForkedProcess application, Path file) {
        this.application = application;
        this.file = file;
    }

    /** Starts a recording in a running application. */
    static Recording start(ForkedProcess application, Path file, String... options) {
        Recording recording = new Recording(application, file);
        List<String> words = new ArrayList<>(List.of("JFR.start", "name=test"));
        words.addAll(List.of(options));
        recording.command(words.toArray(String[]::new));
        return recording;
    }

    /** The recording that the application was started with. */
    public static Recording of(ForkedProcess application, Path file) {
        return new Recording(application, file);
    }

    private String command(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Jdk.underTest().program("jcmd"), String.valueOf(application.pid())));
        command.addAll(List.of(words));
        return Commands.run(command);
    }

    /** The events of one kind so far, from the JSON output of jfr print. */
    List<JsonObject> events(String kind) {
        command("JFR.dump", "name=test", "filename=" + file);
        String printed = Commands.run(List.of(
                Jdk.underTest().program("jfr"),
                "print",
                "--json",
                "--stack-depth",
                "64",
                "--events",
                kind,
                file.toString()));
        List<JsonObject> events = new ArrayList<>();
        JsonParser.parseString(printed)
                .getAsJsonObject()
                .getAsJsonObject("recording")
                .getAsJsonArray("events")
                .forEach(event -> events.add(event.getAsJsonObject().getAsJsonObject("values")));
        return events;
    }

    /** Whether the event type is registered, according to jfr metadata. */
    private boolean isRegistered(String kind) {
        command("JFR.dump", "name=test", "filename=" + file);
        return Commands.run(List.of(Jdk.underTest().program("jfr"), "metadata", file.toString()))
                .contains('"' + kind + '"');
    }

    /**
     * Waits until the event type is registered: the reporter's thread registers events beside the start of the agent,
     * and a chunk may end meanwhile.
     */
    public void awaitKnown(String kind) {
        if (!Await.until(() -> isRegistered(kind))) {
            throw new AssertionError(kind + " is not known to Flight Recorder");
        }
    }

    /** The events of one kind so far, as text. */
    String text(String kind) {
        command("JFR.dump", "name=test", "filename=" + file);
        return Commands.run(List.of(Jdk.underTest().program("jfr"), "print", "--events", kind, file.toString()));
    }
}
