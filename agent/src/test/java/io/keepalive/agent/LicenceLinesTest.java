// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds every source file of the project to naming its licence, as SPDX 2.3 says in its annex E. */
class LicenceLinesTest {

    private static final String LINE = "SPDX-License-Identifier: Apache-2.0";

    /** The line of a script comes after {@code #!}, that of a POM after {@code <?xml}. */
    private static final int LINES_TO_READ = 2;

    private static final Pattern SOURCE = Pattern.compile(
            ".*\\.(java|c|h|m?js|ts|css|py|sh|bash|zsh|ya?ml|properties)|pom\\.xml|forbidden-apis.*\\.txt"
                    + "|(Container|Docker)file");

    /** {@code results} and {@code wrong} are data; {@code two-lines.yaml} has two lines for its benchmark. */
    private static final String[] LEFT_OUT = {"node_modules", "results", "wrong", "two-lines.yaml"};

    private final List<Path> sources = new ArrayList<>();
    private final List<Path> withoutLicence = new ArrayList<>();

    @Test
    void everySourceFileNamesItsLicence() throws IOException {
        for (Path file : ProjectFiles.without(LEFT_OUT)) {
            check(file);
        }

        assertThat(withoutLicence)
                .as("a comment \"%s\" is missing at the beginning of", LINE)
                .isEmpty();
        assertThat(sources)
                .contains(
                        ProjectFiles.ROOT.resolve("pom.xml"),
                        ProjectFiles.ROOT.resolve(".ci/run"),
                        ProjectFiles.ROOT.resolve("config/keepalive.yaml"))
                .hasSizeGreaterThan(1_000);
    }

    private void check(Path file) throws IOException {
        List<String> beginning = beginningOf(file);
        if (!SOURCE.matcher(nameOf(file)).matches() && !isScript(beginning)) {
            return;
        }
        sources.add(file);
        if (beginning.stream().noneMatch(line -> line.contains(LINE))) {
            withoutLicence.add(file);
        }
    }

    private static boolean isScript(List<String> beginning) {
        return !beginning.isEmpty() && beginning.get(0).startsWith("#!");
    }

    private static List<String> beginningOf(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return reader.lines().limit(LINES_TO_READ).toList();
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
