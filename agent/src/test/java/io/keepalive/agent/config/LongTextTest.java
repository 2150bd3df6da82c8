// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors about a text that is nearly as long as the largest file are cut. */
class LongTextTest {

    private static final String DIGITS = String.join("", Collections.nCopies(500_000, "7"));

    /** The limits of a path and of a message together. */
    private static final int MAX_LENGTH = 6_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: %s",
                "mode: x%s",
                "keepalive: {idle: %s}",
                "keepalive: {idle: -%s}",
                "keepalive: {count: %s}",
                "keepalive: {idle: %ss}",
                "watch: {every: %s}",
                "x%s: 1",
                "? %s\n: 1",
                "keepalive: {? x%s : 1}",
                "mode: !x%s y",
                "mode: &x%s y",
                "mode: *x%s",
                "'%s",
                "rules: [{name: x%s, match: {direction: no}}]",
                "rules: [{name: x%s, colour: red}]",
                "rules: [{name: a, match: {remote: 10.0.0.%s}}]",
                "rules: [{name: a, match: {remote: '[%s'}}]",
                "rules: [{name: a, match: {remote-port: %s}}]",
                "report: {log: {max-size: %s}}",
                "report: {log: {level: x%s}}",
                "report: {prometheus: %s}",
                "report: {prometheus: 'localhost:%s'}",
                "environments: {x%s: {colour: red}}",
                "environments: {x%s: {}, y: {}}"
            })
    void isCutInAnError(String text) throws IOException {
        Path file = folder.resolve("keepalive.yaml");
        Files.write(file, text.replace("%s", DIGITS).getBytes(StandardCharsets.UTF_8));
        assertErrorsAreShort(file + ",env=prod");
    }

    @Test
    void isCutInAnArgument() {
        assertErrorsAreShort(",idle=" + DIGITS);
        assertErrorsAreShort(",idle=" + DIGITS + "s");
        assertErrorsAreShort(",x" + DIGITS + "=1");
        assertErrorsAreShort(",x" + DIGITS);
        assertErrorsAreShort(",env=" + DIGITS);
    }

    @Test
    void isCutInAPath() {
        assertErrorsAreShort("/tmp/" + DIGITS);
    }

    private static void assertErrorsAreShort(String argument) {
        Overrides overrides = new Overrides(argument, key -> null, key -> null);
        InvalidConfigException invalid =
                catchThrowableOfType(InvalidConfigException.class, () -> ConfigLoader.load(overrides));
        assertThat(invalid).as("exception").isNotNull();
        assertThat(invalid.errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.toString().length()).isLessThan(MAX_LENGTH));
    }
}
