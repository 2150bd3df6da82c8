// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every wrong configuration of the agent's tests, in a real JVM: all errors are reported with place and expected text,
 * and the application is not affected.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongConfigurationsIT {

    private static final Path CORPUS =
            Path.of(System.getProperty("compat.wrong.configurations")).normalize();
    private static final String REJECTED = ".* ERROR \\[keepalive] config rejected: ";

    private ForkedProcess withoutAgent;

    @BeforeAll
    void runWithoutAgent() {
        withoutAgent = Launch.of(PlainApplication.class).start();
        assertThat(withoutAgent.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
    }

    @AfterAll
    void stop() {
        withoutAgent.close();
    }

    static List<String> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreEnoughWrongConfigurations() throws IOException {
        assertThat(corpus()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void reportsAllErrorsAndLeavesTheApplicationAlone(String name) throws IOException {
        String file = CORPUS.resolve(name).toString();
        try (ForkedProcess application =
                Launch.of(PlainApplication.class).agent(argument(file)).start()) {
            application.stderr().await(".*\\[keepalive] disabled: .*");
            assertThat(application.send("go").exitStatus()).isEqualTo(PlainApplication.STATUS);
            assertThat(application.stdout().lines())
                    .isEqualTo(withoutAgent.stdout().lines());
            assertThat(application.stderr().lines(REJECTED + ".*").stream()
                            .map(line -> line.replaceFirst(REJECTED, ""))
                            .toList())
                    .isEqualTo(expected(file));
            assertThat(application.stderr().lines()).hasSize(expected(file).size() + 2);
        }
    }

    private static String argument(String file) throws IOException {
        List<String> settings = comments(file, "# with ");
        return settings.isEmpty() ? file : file + "," + String.join(",", settings);
    }

    /** Errors that start with line and column concern the file, which the agent names. */
    private static List<String> expected(String file) throws IOException {
        return comments(file, "# expect ").stream()
                .map(message -> message.matches("\\d+:\\d+: .*") ? file + ":" + message : message)
                .toList();
    }

    private static List<String> comments(String file, String kind) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return lines.takeWhile(line -> line.startsWith("# "))
                    .filter(line -> line.startsWith(kind))
                    .map(line -> line.substring(kind.length()))
                    .toList();
        }
    }
}
