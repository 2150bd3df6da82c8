// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keepalive.agent.config.yaml.ConfigErrors;
import io.keepalive.agent.config.yaml.Variables;
import io.keepalive.agent.config.yaml.YamlDocument;
import io.keepalive.agent.config.yaml.YamlMapping;
import io.keepalive.agent.config.yaml.YamlScalar;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environment variables in the values of the file. */
class VariablesTest {

    private static final String ALLOWED =
            "; allowed are ${NAME} and ${NAME:-default}, where NAME has letters, digits and"
                    + " _, and default has no ${; $${ is a literal ${";

    private static final String[] PARTS = {
        "$", "{", "}", "${", "$${", ":-", "A", "B", "1", " ", "'", "\"", "\\", "\n", "#", "- ", ": ", "\0", "é"
    };

    @TempDir
    Path directory;

    private ConfigText text(String yaml) {
        return ConfigText.in(directory, yaml)
                .variable("IDLE", "45s")
                .variable("N", "7")
                .variable("EMPTY", "")
                .variable("BLANK", " \t\n")
                .variable("_under_2", "9s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keepalive:\n  idle: ${IDLE}\n",
                "keepalive:\n  idle: \"${IDLE}\"\n",
                "keepalive:\n  idle: '${IDLE}'\n",
                "keepalive: {idle: \"${IDLE}\"}\n",
                "keepalive:\n  idle: >-\n    ${IDLE}\n",
                "keepalive:\n  idle: ${IDLE:-9s}\n",
                "keepalive:\n  idle: ${NONE:-45s}\n",
                "keepalive:\n  idle: ${EMPTY:-45s}\n",
                "keepalive:\n  idle: ${BLANK:-45s}\n",
                "keepalive:\n  idle: ${EMPTY}4${NONE:-5}s${BLANK}\n",
                "keepalive: {idle: \"\\u0024{IDLE}\"}\n",
                "keepalive: &a {idle: \"${IDLE}\"}\nrules: [{name: a, keepalive: *a}]\n",
            })
    void aVariableGivesTheValueOfASetting(String yaml) {
        assertThat(text(yaml).load().policy().fallback().settings().idleSeconds())
                .isEqualTo(45);
    }

    @Test
    void aValueWithAVariableFitsEveryType() {
        Config config = text("""
                        mode: ${MODE}
                        keepalive: {count: "${N}", interval: "${N}s", busy-timeout: "${OFF}"}
                        adopt: ${NO}
                        watch: {suspect-after: "${N}"}
                        report:
                          log: {file: "${N}", max-size: "${N}MB", keep: "${N}"}
                          prometheus: 127.0.0.1:${PORT:-9464}
                        rules:
                          - name: ${N}
                            match: {remote: ["${HOST}", "*.${DOMAIN:-internal}"], remote-port: ["${PORT:-5432}"]}
                            keepalive: {idle: "${_under_2}"}
                        """)
                .variable("MODE", "observe")
                .variable("OFF", "off")
                .variable("NO", "false")
                .variable("HOST", "10.0.0.0/8")
                .load();
        assertThat(config.policy().mode()).isEqualTo(Mode.OBSERVE);
        assertThat(config.policy().fallback().settings().count()).isEqualTo(7);
        assertThat(config.policy().fallback().busyTimeout().isOn()).isFalse();
        assertThat(config.policy().adopt()).isFalse();
        assertThat(config.watch().suspectAfter()).isEqualTo(7);
        assertThat(config.report().log().file()).isEqualTo("7");
        assertThat(config.report().log().maxSizeBytes()).isEqualTo(7_000_000);
        assertThat(config.report().prometheus()).hasToString("127.0.0.1:9464");
        assertThat(config.policy().rules()).extracting(Rule::name).containsExactly("7");
        assertThat(config.policy().rules().get(0).settings().idleSeconds()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$${IDLE} | ${IDLE}",
                "$$${IDLE} | $${IDLE}",
                "a$${ | a${",
                "$${${IDLE}} | ${45s}",
                "${IDLE}$${N}${N} | 45s${N}7",
                "${IDLE}${N} | 45s7",
                "$ $N {N} $} | $ $N {N} $}",
                "${NONE:-} | ''",
                "${NONE:-a:-b{c$d} | a:-b{c$d",
                "${NONE:-$$}{ | $${",
                "${RECURSIVE} | ${IDLE} ${NONE} $${N}",
            })
    void everythingElseStaysAsItIs(String value, String replaced) {
        assertThat(file(value)).isEqualTo(replaced);
    }

    /** The log file is the setting that takes any text. */
    private String file(String value) {
        String yaml = "file: '" + value + "'\n";
        ConfigErrors errors = new ConfigErrors();
        Map<String, String> variables =
                Map.of("IDLE", "45s", "N", "7", "RECURSIVE", "${IDLE} ${NONE} $${N}", "YAML", "{a: [b]}\n- c: d # e");
        YamlMapping root = (YamlMapping) YamlDocument.parse("f", yaml, new Variables(variables::get), errors);
        assertThat(errors.sorted()).isEmpty();
        return ((YamlScalar) root.entries().get(0).value()).scalar().text();
    }

    @Test
    void aVariableBringsNoStructure() {
        assertThat(file("${YAML}")).isEqualTo("{a: [b]}\n- c: d # e");
        assertThat(text("keepalive: ${MAP}\nrules: ${LIST}\nmode: ${TAG}\n")
                        .variable("MAP", "{idle: 10s}")
                        .variable("LIST", "[]")
                        .variable("TAG", "!!str observe")
                        .errors())
                .contains("config.yaml:1:12: 'keepalive' must be a mapping of keys to values; found '{idle: 10s}' (from"
                        + " ${MAP})")
                .contains("config.yaml:2:8: 'rules' must be a list; found '[]' (from ${LIST})")
                .contains("config.yaml:3:7: 'mode' must be one of enforce, observe, off; found '!!str observe' (from"
                        + " ${TAG})");
    }

    @Test
    void aKeyIsNotReplaced() {
        assertThat(text("${N}: 1\nkeepalive:\n  ${IDLE}: 2\nenvironments:\n  ${N}: {}\n")
                        .errors())
                .isEqualTo("config.yaml:1:1: unknown key '${N}' at the top level; allowed keys: "
                        + String.join(", ", ConfigDocument.names())
                        + "\nconfig.yaml:3:3: unknown key '${IDLE}' in keepalive; allowed keys: "
                        + String.join(", ", Settings.namesIn("keepalive")));
    }

    @Test
    void anInvalidValueIsLocatedAndNamesItsVariables() {
        assertThat(text("keepalive:\n  idle: ${N}\n  count: ${IDLE:-4}\n  interval: ${NONE:-soon}\n"
                                + "watch: {every: \"${N}${NONE:-x}\"}\n")
                        .errors())
                .isEqualTo("""
                        config.yaml:2:9: 'idle' in keepalive must be a duration from 1s to 32767s in whole seconds; found\
                         '7' (from ${N}); a duration needs a unit; did you mean 7s?
                        config.yaml:3:10: 'count' in keepalive must be a whole number from 1 to 127; found '45s' (from\
                         ${IDLE})
                        config.yaml:4:13: 'interval' in keepalive must be a duration from 1s to 32767s in whole seconds;\
                         found 'soon' (default of ${NONE}); a duration is a whole number with a unit: ms, s, m or h
                        config.yaml:5:16: 'every' in watch must be a duration from 100ms to 3600s; found '7x' (from\
                         ${N}, default of ${NONE}); a duration is a whole number with a unit: ms, s, m or h""");
    }

    @Test
    void everyMissingVariableIsReportedWithAllOtherErrors() {
        assertThat(text("""
                        mode: ${NO_MODE}
                        rules:
                          - ${NO_RULE}
                          - name: ${NO_NAME}
                            match: {remote: ["${NO_A}", "${NO_B}${NO_C}"]}
                          - {name: b, mode: "${IDLE}"}
                        """).errors())
                .isEqualTo(missing(1, 7, "NO_MODE") + missing(3, 5, "NO_RULE") + missing(4, 11, "NO_NAME")
                        + missing(5, 22, "NO_A") + missing(5, 33, "NO_B") + missing(5, 33, "NO_C")
                        + "config.yaml:6:21: 'mode' in rule 'b' must be one of enforce, observe, off; found '45s' (from"
                        + " ${IDLE})");
    }

    private static String missing(int line, int column, String name) {
        return "config.yaml:" + line + ":" + column + ": the environment variable " + name
                + " is not set; set it, or write ${" + name + ":-default}\n";
    }

    /** As every other error, it is also one in an environment that is not chosen. */
    @Test
    void aMissingVariableOfAnyEnvironmentIsAnError() {
        assertThat(text("environments: {prod: {mode: \"${NO_MODE}\"}}").errors() + "\n")
                .isEqualTo(missing(1, 29, "NO_MODE"));
    }

    @Test
    void aMissingVariableBehindAliasesIsReportedOnce() {
        assertThat(
                        text("keepalive: &a {idle: \"${NO_A}\"}\nrules: [{name: a, keepalive: *a}, {name: b, keepalive: *a}]")
                                        .errors()
                                + "\n")
                .isEqualTo(missing(1, 22, "NO_A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${}",
                "${:-a}",
                "${1A}",
                "${A-B}",
                "${A:B}",
                "${A:?B}",
                "${A:+B}",
                "${ A}",
                "${A }",
                "${env:A}",
                "${A.B}",
                "${Ä}",
                "${A:-${B}",
                "${$A}",
            })
    void aMalformedVariableIsAnError(String value) {
        assertThat(text("mode: '" + value + "'").errors())
                .isEqualTo("config.yaml:1:7: not a variable: '" + value + "'" + ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${A", "${A:-b", "${A:-${B", "${IDLE}${", "${A:-\"b\""})
    void anUnfinishedVariableIsAnError(String value) {
        String rest = value.substring(value.startsWith("${IDLE}") ? 7 : 0);
        assertThat(text("mode: '" + value + "'").errors())
                .isEqualTo("config.yaml:1:7: no } ends the variable '" + rest + "'" + ALLOWED);
    }

    @Test
    void insideAFlowCollectionAMissingQuoteIsExplained() {
        String hint = "; inside [ ] and { } a value with a variable needs quotes, \"${NAME}\"";
        assertThat(text("keepalive: {idle: ${IDLE}}").errors())
                .startsWith("config.yaml:1:20: not valid YAML: ")
                .endsWith(hint);
        assertThat(text("rules: [{name: a, match: {remote: [${IDLE}]}}]").errors())
                .startsWith("config.yaml:1:37: not valid YAML: ")
                .endsWith(hint);
        assertThat(text("keepalive: {idle: {}").errors()).doesNotContain("variable");
    }

    @Test
    void theOriginNamesTheVariable() {
        Origins origins = text("""
                        keepalive:
                          idle: ${IDLE}
                          count: ${NONE:-5}
                        watch:
                          every: ${N}${NONE:-00}ms
                        environments:
                          prod:
                            keepalive: {interval: "${N}s"}
                        """).with("env=prod").load().origins();
        String file = directory.resolve("config.yaml").toString();
        assertThat(origins.of("keepalive.idle")).isEqualTo(file + ":2 (from ${IDLE})");
        assertThat(origins.of("keepalive.count")).isEqualTo(file + ":3 (default of ${NONE})");
        assertThat(origins.of("watch.every")).isEqualTo(file + ":5 (from ${N}, default of ${NONE})");
        assertThat(origins.of("keepalive.interval")).isEqualTo("environment prod (" + file + ":8, from ${N})");
    }

    @Test
    void hostileValuesAreEscapedAndCut() {
        String errors = text("mode: ${EVIL}\nadopt: ${LONG}\nstart: ${" + "L".repeat(500_000) + "}\n")
                .variable("EVIL", "off\nWARN [keepalive] forged\u001b[31m\u202e\0x")
                .variable("LONG", "x".repeat(900_000))
                .errors();
        assertThat(errors.split("\n"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(400))
                .anySatisfy(line ->
                        assertThat(line).contains("'off\\u000aWARN [keepalive] forged\\u001b[31m\\u202e\\u0000x'"));
        assertThat(errors.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void variablesCannotExhaustTheMemory() {
        String tooMuch = "the variables expand to more than 1048576 characters, the most that is allowed";
        String repeated = "${LONG}".repeat(20_000);
        assertThat(text("mode: " + repeated)
                        .variable("LONG", "x".repeat(100_000))
                        .errors())
                .isEqualTo("config.yaml:1:7: " + tooMuch);
        String aliases = IntStream.range(0, 50_000).mapToObj(i -> "*a").collect(Collectors.joining(", "));
        assertThat(text("mode: &a " + "y".repeat(500_000) + "${N}\nrules: [" + aliases + "]")
                        .errors())
                .endsWith("config.yaml:1:7: " + tooMuch);
    }

    @Test
    void aVariableThatTheFileNamesIsNoMisspeltOverride() {
        ConfigText named =
                ConfigText.in(directory, "adopt: ${KEEPALIVE_ADOPT}\nkeepalive: {idle: \"${KEEPALIVE_IDEL}\"}");
        assertThat(named.variable("KEEPALIVE_ADOPT", "true")
                        .variable("KEEPALIVE_IDEL", "9s")
                        .variable("KEEPALIVE_CUONT", "3")
                        .warnings())
                .isEqualTo("KEEPALIVE_CUONT: has no effect; did you mean 'KEEPALIVE_COUNT'?");
    }

    @Test
    void anOverrideIsNotReplaced() {
        assertThat(text("").variable("KEEPALIVE_IDLE", "${IDLE}").errors())
                .startsWith("KEEPALIVE_IDLE: 'idle' must be a duration")
                .contains("found '${IDLE}'");
    }

    /** Whatever the text and the variables are, the loader either accepts the file or reports located errors. */
    @Test
    void noTextFails() {
        Random random = new Random(14);
        for (int i = 0; i < 20_000; i++) {
            String value = anyText(random);
            String variable = anyText(random);
            String yaml = "file: \"" + value.replaceAll("[\"\\\\\0]", "") + "\"\nplain: " + value;
            assertThatCode(() -> parse(yaml, variable)).as(yaml).doesNotThrowAnyException();
        }
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    private static void parse(String yaml, String variable) {
        ConfigErrors errors = new ConfigErrors();
        YamlDocument.parse("f", yaml, new Variables(name -> name.equals("A") ? variable : null), errors);
        assertThat(errors.sorted()).allSatisfy(error -> assertThat(error.line()).isPositive());
    }
}
