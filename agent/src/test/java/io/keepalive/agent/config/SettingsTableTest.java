// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.config.type.InvalidValueException;
import io.keepalive.agent.config.yaml.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of settings in docs/configuration.md equal to the code. */
class SettingsTableTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final int OVERRIDE = 3;
    private static final int VARIABLE = 4;
    private static final int DEFAULT = 5;
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    private final List<String[]> rows = rows();

    @TestFactory
    Stream<DynamicTest> everySettingHasItsRow() {
        return Settings.ALL.stream().map(key -> DynamicTest.dynamicTest(key.path(), () -> check(key)));
    }

    private void check(Setting<?> key) throws InvalidValueException {
        String[] row = rowOf(1, key.path());
        String outside = nameOutside(key);
        assertThat(quoted(row[OVERRIDE])).as("overridden by").isEqualTo(outside);
        assertThat(quoted(row[VARIABLE]))
                .as("variable")
                .isEqualTo(outside == null ? null : OverrideNames.variable(outside));
        assertThat(asRead(key, quoted(row[DEFAULT]))).as("default").isEqualTo(key.defaultValue());
    }

    private static Object asRead(Setting<?> key, String text) throws InvalidValueException {
        return text == null ? null : key.type().parse(new Scalar(Scalar.Kind.UNTYPED, text));
    }

    private static String nameOutside(Setting<?> key) {
        return OverrideNames.SETTINGS.entrySet().stream()
                .filter(entry -> entry.getValue() == key)
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(null);
    }

    @Test
    void whatExistsOnlyOutsideTheFileHasItsRowToo() {
        for (String name : OverrideNames.ALL) {
            assertThat(quoted(rowOf(OVERRIDE, name)[VARIABLE])).isEqualTo(OverrideNames.variable(name));
        }
    }

    @Test
    void noRowIsAboutASettingThatIsNone() {
        Map<String, String> unknown = new HashMap<>();
        for (String[] row : rows) {
            String path = quoted(row[1]);
            if (path != null
                    && Settings.at(path) == null
                    && !List.of("rules", "environments").contains(path)) {
                unknown.put(path, String.join("|", row));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private String[] rowOf(int column, String name) {
        return rows.stream()
                .filter(row -> name.equals(quoted(row[column])))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no row for " + name));
    }

    /** The first word in backquotes, or null. */
    private static String quoted(String cell) {
        Matcher quoted = QUOTED.matcher(cell);
        return quoted.find() ? quoted.group(1) : null;
    }

    /** Of the table whose first column is called setting, each as its cells; the first cell of all is empty. */
    private static List<String[]> rows() {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.dropWhile(line -> !line.startsWith("| setting |"))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> line.split("\\|"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(PAGE + " cannot be read", e);
        }
    }
}
