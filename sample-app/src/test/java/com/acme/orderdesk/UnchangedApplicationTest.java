// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demonstration proves something only if the application does not contain keepalive itself. */
class UnchangedApplicationTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void theApplicationHasNotOneWordAboutKeepalive() throws IOException {
        assertThat(sources())
                .hasSizeGreaterThan(10)
                .allSatisfy(source -> assertThat(source.toLowerCase(Locale.ROOT))
                        .doesNotContain("keepalive", "keep_alive", "keep-alive", "so_timeout", "setoption"));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile)
                    .map(UnchangedApplicationTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
