// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For any content of the file, the loader ends, either with a configuration or with an InvalidConfigException. */
class HostileFileTest {

    private static final String PIECES = "{}[]:,-&*!|>%@`'\"#?\n\t \\~<.0aé\u0000\u2028";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "&a [", "!", "'", "{? ", "- - ", "a:\n "})
    void deepNestingIsRejected(String piece) {
        String text = piece.repeat((1 << 20) / piece.length());
        assertThat(ConfigText.in(directory, text).errors()).isNotEmpty();
    }

    @Test
    void oneHundredErrorsAreListedAndTheRestCounted() {
        String errors = ConfigText.in(directory, "x:\n".repeat(150)).errors();
        assertThat(errors.lines()).hasSize(101).last().isEqualTo("config.yaml: and 50 more errors");
    }

    @Test
    void aWordAsLongAsTheFileIsCutInTheMessage() {
        String errors =
                ConfigText.in(directory, "mode: " + "x".repeat(1_000_000)).errors();
        assertThat(errors)
                .isEqualTo("config.yaml:1:7: 'mode' must be one of enforce, observe, off; found the text '"
                        + "x".repeat(80) + "...'");
    }

    @Test
    void anyTextIsEitherAConfigurationOrAListOfErrors() throws Exception {
        List<String> examples = List.of(
                Files.readString(Path.of("../config/keepalive.yaml")),
                Files.readString(Path.of("../config/keepalive-prod.yaml")));
        Random random = new Random(20_261_122);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(examples.get(i % examples.size()));
            for (int edits = random.nextInt(8); edits >= 0; edits--) {
                edit(text, random);
            }
            assertEndsWell(text.toString());
        }
    }

    private static void edit(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(20));
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
            case 1 -> text.delete(at, end);
            default -> text.insert(at, text.substring(at, end));
        }
    }

    /** Any exception other than InvalidConfigException fails the test. */
    private void assertEndsWell(String text) throws Exception {
        Path file = directory.resolve("hostile.yaml");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        try {
            assertThat(ConfigLoader.load(new Overrides(file.toString(), key -> null, key -> null)))
                    .isNotNull();
        } catch (InvalidConfigException invalid) {
            assertThat(invalid.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.toString())
                            .startsWith(file.toString())
                            .doesNotContain("\n"));
        }
    }
}
