// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fail-open promise in the hardest case: whatever the agent throws inside the JDK, sockets keep working. */
class ThrowingObserverIT {

    @TempDir
    private Path folder;

    /** A StackOverflowError is not reported, because the report might overflow the stack again. */
    @ParameterizedTest
    @CsvSource({
        "java.lang.IllegalStateException, 'failed '",
        "java.lang.StackOverflowError, ''",
        "java.io.IOException, 'failed '"
    })
    void socketsWorkWhileEveryMethodOfTheObserverThrows(String thrown, String report) throws Exception {
        assertThat(outputOfHost(thrown))
                .containsExactly(
                        "blocking: hello",
                        "channel: hello",
                        "asynchronous: hello",
                        "keepalive: true",
                        "reset: its own exceptions",
                        // closed() is called only with a result of closing(), which threw here.
                        "threw: accepted closing connected connecting " + report + "optionSet readFailed writeFailed",
                        "done");
    }

    /** A jar with a manifest only: the class is on the class path. */
    private Path agentOfTheHost() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ThrowingObserverHost.class.getName());
        Path jar = folder.resolve("host.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(out, manifest)) {
            empty.finish();
        }
        return jar;
    }

    private List<String> outputOfHost(String thrown) throws Exception {
        File output = folder.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-javaagent:" + System.getProperty("agent.jar") + "=,log.level=error",
                "-javaagent:" + agentOfTheHost(),
                "-cp",
                System.getProperty("host.classes"),
                ThrowingObserverHost.class.getName(),
                thrown);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("KEEPALIVE_") || name.equals("JAVA_TOOL_OPTIONS"));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("ended by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output.toPath());
    }
}
