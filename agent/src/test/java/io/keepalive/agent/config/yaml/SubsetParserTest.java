// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the subset parser accepts it parses as the library does, with the same locations; it leaves all else to the library. */
class SubsetParserTest {

    private static final String FILE = "config.yaml";

    private static final List<String> KEYS =
            List.of("mode", "idle", "rules", "name", "match", "log", "a-b", "x.y", "_1");

    private static final List<String> VALUES = List.of(
            "off",
            "30s",
            "3",
            "\"q r\"",
            "'s'",
            "''",
            "~",
            "a b  c",
            "${A}",
            "$${A}",
            "${B:-5s}",
            "[a, b]",
            "{idle: 3s}",
            "{}",
            "[ ]",
            "",
            "# c",
            "x # c",
            ":9464",
            "10.0.0.0/8",
            "\"*.x\"",
            "true",
            ".inf",
            "a,b",
            "*.x",
            "a: b",
            "x#c",
            "{a: [b, {c: d}], e: \"f\"}",
            "[ a , 'b' ,c ]",
            "{a: b}x",
            "[a",
            "{a}",
            "'it''s'",
            "\"\\n\"",
            "|",
            "&x y",
            "*x",
            "!!str 3",
            "- a",
            "-5",
            "a:",
            ": x",
            "x ",
            "[[1], {}]",
            "{a: b}  # c",
            "\"a\" b",
            "[a: b]",
            "[a, ]",
            "a=b@c%d");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment",
                "mode: observe",
                "mode: observe\nkeepalive: {idle: 30s, interval: 10s, count: 3}\n",
                "keepalive:\n  idle: 30s   # a comment\n\n  # another\n  user-timeout: ${KA:-off}\nstart:\nadopt: true\n",
                "rules:\n- name: 'a b'\n  match:\n    remote:\n    - 10.0.0.0/8\n    - \"*.db.internal\"\n- name: b\n",
                "rules:\n  -   name: a\n      match: {remote: [a.b, 'c'], remote-port: 5432-5440}\n      mode: off\n",
                "report:\n  prometheus: :9464\n  log:\n    file: /var/log/x.log\nenvironments: {}\n",
                "- a\n- [b, c]\n- {d: e}\n"
            })
    void usualTextNeedsNoLibrary(String text) {
        assertThat(SubsetParser.parse(FILE, text)).isNotNull();
        assertThat(described(SubsetParser.parse(FILE, text))).isEqualTo(byTheLibrary(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "[a]",
                "---\na: b\n",
                "a: b\n...\n",
                "%YAML 1.2\n---\na: b\n",
                " a: b\n",
                "a:\tb\n",
                "a: b\r\n",
                "# \u00fc\na: b\n",
                "a: \u0000",
                "a: b\n\u2028",
                "a: |\n  b\n",
                "a: >\n  b\n",
                "a: &x b\n",
                "a: *x\n",
                "a: !!str b\n",
                "? a\n: b\n",
                "\"a\": b\n",
                "a : b\n",
                "a:b\n",
                "<<: b\n",
                "a: 'it''s'\n",
                "a: \"\\u0041\"\n",
                "a: 'b\n  c'\n",
                "a: b\n  c\n",
                "a:\n  b\n",
                "a: b: c\n",
                "a: b:\n",
                "a: 'b' c\n",
                "a: 'b'#c\n",
                "a: b#c\n",
                "a: [b\n",
                "a: [b,\n  c]\n",
                "a: [b,]\n",
                "a: [b: c]\n",
                "a: {b}\n",
                "a: {b:}\n",
                "a: {b: c}}\n",
                "a: {b: ${C}}\n",
                "a: {b: c}#d\n",
                "a:\n  b: c\n d: e\n",
                "a:\n  b: c\n   d: e\n",
                "- a\nb: c\n",
                "a: b\n- c\n",
                "-\n  a: b\n",
                "- - a\n",
                "a: -1\n",
                "a: @b\n",
                "a: `b\n",
                "a: %b\n",
                "a: ,b\n",
                "a: ]\n"
            })
    void otherTextIsLeftToTheLibrary(String text) {
        assertThat(SubsetParser.parse(FILE, text)).isNull();
    }

    @Test
    void deepNestingAndLongKeysAreLeftToTheLibrary() {
        assertThat(SubsetParser.parse(FILE, "a: " + "[".repeat(19) + "]".repeat(19)))
                .isNotNull();
        assertThat(SubsetParser.parse(FILE, "a: " + "[".repeat(20) + "]".repeat(20)))
                .isNull();
        assertThat(SubsetParser.parse(FILE, "k".repeat(100) + ": a")).isNotNull();
        assertThat(SubsetParser.parse(FILE, "k".repeat(1_100) + ": a")).isNull();
    }

    @Test
    void theExamplesNeedNoLibrary() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../config"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                String text = Files.readString(file);
                if (file.getFileName().toString().startsWith("keepalive")) {
                    assertThat(SubsetParser.parse(FILE, text))
                            .as(file.toString())
                            .isNotNull();
                    assertThat(described(SubsetParser.parse(FILE, text))).isEqualTo(byTheLibrary(text));
                }
            }
        }
    }

    @Test
    void bothParsersAgreeOnAnyText() {
        Random random = new Random(20_261_129);
        int inSubset = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            List<YamlEvent> events = SubsetParser.parse(FILE, text);
            if (events != null) {
                inSubset++;
                assertThat(described(events)).as(text).isEqualTo(byTheLibrary(text));
            }
        }
        assertThat(inSubset).isGreaterThan(2_000);
    }

    /** Lines at mostly sensible columns, with some errors. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (int lines = 1 + random.nextInt(6); lines > 0; lines--) {
            String dash = random.nextInt(4) == 0 ? "- " : "";
            String key = random.nextInt(8) == 0 ? "" : of(KEYS, random) + ": ";
            String value = of(VALUES, random);
            text.append(" ".repeat(column)).append(dash).append(key).append(value);
            text.append(of(List.of("\n", "\n", "\n", "\n\n", " \n", "\n  # c\n"), random));
            column += value.isEmpty() || value.startsWith("#") ? 2 * random.nextInt(2) : 0;
            column += dash.isEmpty() || random.nextInt(4) == 0 ? 0 : 2;
            column -= random.nextInt(4) == 0 ? Math.min(column, 2) : 0;
        }
        return random.nextInt(4) == 0 ? text.toString().stripTrailing() : text.toString();
    }

    private static String of(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static List<String> byTheLibrary(String text) {
        ConfigErrors errors = new ConfigErrors();
        List<YamlEvent> events = LibraryParser.parse(FILE, text, errors);
        assertThat(errors.sorted()).as(text).isEmpty();
        return described(events);
    }

    private static List<String> described(List<YamlEvent> events) {
        return events.stream().map(SubsetParserTest::described).toList();
    }

    private static String described(YamlEvent event) {
        String scalar = event.scalar() == null
                ? ""
                : " " + event.scalar().description() + " <" + event.scalar().text() + ">";
        return event.type() + " " + event.location() + scalar;
    }
}
