// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file of the folder {@code wrong}, parsed as its README defines. */
record WrongConfiguration(Path file, List<String> with, List<String> expected) {

    private static final Path FOLDER = Path.of("src/test/resources/wrong");
    private static final String WITH = "# with ";
    private static final String EXPECT = "# expect ";

    static Stream<WrongConfiguration> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(WrongConfiguration::read)
                    .toList()
                    .stream();
        }
    }

    private static WrongConfiguration read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return new WrongConfiguration(
                    file,
                    after(WITH, lines),
                    after(EXPECT, lines).stream()
                            .map(line -> located(file, line))
                            .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> after(String prefix, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static String located(Path file, String expectation) {
        return Character.isDigit(expectation.charAt(0)) ? file + ":" + expectation : expectation;
    }

    String agentArgument() {
        return file + with.stream().map(assignment -> "," + assignment).reduce("", String::concat);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
