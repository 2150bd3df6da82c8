// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.agent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.keepalive.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** An agent's log in JSON, one event per line. */
public final class AgentLog {

    private static final Pattern FEWER_ROUNDS = Pattern.compile(
            "a round over \\d+ connections takes \\d+ ms of processor time, so the watcher now checks every \\d+ ms");

    private final Path file;

    AgentLog(Path file) {
        this.file = file;
    }

    /** All events so far, without a last line that is still being written. */
    public List<JsonObject> events() {
        return text().lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    /** The lines so far, without a last one that is still being written; empty where there is no file yet. */
    String text() {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (NoSuchFileException notYet) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The events of one kind so far, such as peer.dead. */
    public List<JsonObject> events(String kind) {
        return events().stream()
                .filter(event -> event.get("event").getAsString().equals(kind))
                .toList();
    }

    /**
     * The agent's errors so far, for rounds so short that a slow machine reaches their limit of processor time: without the
     * report that there are fewer rounds, which is no failure.
     */
    public List<JsonObject> failures() {
        return events("agent.error").stream()
                .filter(error -> !error.has("message")
                        || !FEWER_ROUNDS
                                .matcher(error.get("message").getAsString())
                                .matches())
                .toList();
    }

    /** Waits until so many events of a kind are there and returns all of them. */
    public List<JsonObject> await(String kind, int atLeast) {
        List<JsonObject> events = Await.read(() -> events(kind), soFar -> soFar.size() >= atLeast);
        if (events.size() < atLeast) {
            throw new AssertionError("no " + atLeast + " times " + kind + " but only " + events());
        }
        return events;
    }

    /** Waits for an event of a kind that is as wanted, which others of that kind may precede. */
    public JsonObject await(String kind, Predicate<JsonObject> wanted) {
        List<JsonObject> events =
                Await.read(() -> events(kind), soFar -> soFar.stream().anyMatch(wanted));
        return events.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " as wanted but only " + events()));
    }
}
