// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.agent;

import io.keepalive.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A folder with the configuration of one agent and the log that it writes. */
public final class AgentFolder {

    private final Path folder;

    public AgentFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the configuration and has the agent log to {@link #log()}.
     *
     * @param yaml without {@code report:}
     * @return the agent's argument
     */
    public String configure(String yaml) {
        return write(text(yaml));
    }

    /** The text that {@link #configure} writes. */
    public String text(String yaml) {
        return yaml + "\nreport: {log: {file: '" + logFile() + "', format: json, level: debug}}\n";
    }

    /** Writes a configuration unchanged and returns the agent's argument. */
    public String write(String yaml) {
        Path file = folder.resolve("keepalive.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file.toString();
    }

    public Path logFile() {
        return folder.resolve("keepalive.log");
    }

    /** Waits until the agent has logged its start, in either format. */
    public void awaitStart() {
        if (!Await.until(() -> log().text().matches("(?s).*(\"agent.started\"|] started: ).*\\n.*"))) {
            throw new AssertionError("the agent has not started: " + log().text());
        }
    }

    /** Waits until the text of the log, in either format, meets the condition, and returns it. */
    public String awaitText(Predicate<String> wanted) {
        String text = Await.read(() -> log().text(), wanted);
        if (!wanted.test(text)) {
            throw new AssertionError("not as wanted: " + text);
        }
        return text;
    }

    public AgentLog log() {
        return new AgentLog(logFile());
    }
}
