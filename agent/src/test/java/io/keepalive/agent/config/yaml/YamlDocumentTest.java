// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a document, whichever parser it needs, and the errors with their locations. */
class YamlDocumentTest {

    private final ConfigErrors errors = new ConfigErrors();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "a: b => {a: the text 'b'}",
                "a: 1\\nb: 0x1F\\nc: -.5e3 => {a: the number 1, b: the number 0x1F, c: the number -.5e3}",
                "a: yes\\nb: True\\nc: ~\\nd: => {a: the text 'yes', b: True, c: no value, d: no value}",
                "a: '1'\\nb: \"true\"\\nc: \"\" => {a: the text '1', b: the text 'true', c: the text ''}",
                "a: ! 1\\nb: !!str 1\\nc: !!int x => {a: the text '1', b: the text '1', c: the number x}",
                "a: !!null x\\nb: !!float 1\\nc: !<tag:yaml.org,2002:bool> x => {a: no value, b: the number 1, c: x}",
                "!!map\\na: !!seq [!!str b] => {a: [the text 'b']}",
                "%YAML 1.2\\n%TAG !y! tag:yaml.org,2002:\\n---\\na: !y!int 1\\n...\\n => {a: the number 1}",
                "\\U0000feffa: b => {a: the text 'b'}",
                "a: b\\r\\nc: [d,\\r\\n  e]\\r\\n => {a: the text 'b', c: [the text 'd', the text 'e']}",
                "a: |\\n  b\\n  c\\nd: >-\\n  e\\n  f\\n => {a: the text 'b\\u000ac\\u000a', d: the text 'e f'}",
                "a: b\\n  c\\n => {a: the text 'b c'}",
                "a: 'it''s'\\nb: \"\\u0041\\x42\" => {a: the text 'it's', b: the text 'AB'}",
                "a: \u00fc # \\U0001f600 => {a: the text '\u00fc'}",
                "? a\\n: b\\n? c => {a: the text 'b', c: no value}",
                "? [a]\\n: b => {} 1:3: a key must be a scalar; found a list or a mapping",
                "a: &x [b]\\nc: *x => {a: [the text 'b'], c: [the text 'b']}",
                "a: &x b\\nc: &x d\\ne: *x => {a: the text 'b', c: the text 'd', e: the text 'd'}",
                "&x a: b\\n*x : c => {a: the text 'b'} 1:1: duplicate key 'a'; it is already set on line 1",
                "&x a: 1\\nb: {*x : c} => {a: the number 1, b: {a: the text 'c'}}",
                "a: &x [&y b]\\nc: &y d\\ne: *x => {a: [the text 'b'], c: the text 'd', e: [the text 'b']}",
                "a: &x\\nb: *x => {a: no value, b: no value}",
                "a: &x {b: 1, b: 2}\\nc: *x => {a: {b: the number 1}, c: {b: the number 1}} 1:14: duplicate key 'b'; it is already"
                        + " set on line 1",
                "{<<: {a: b}} => {} 1:2: merge keys (<<) are not part of YAML 1.2; write the values out, or use"
                        + " 'environments'",
                "a: {[b]: {c: c, c: d}, e: f} => {a: {e: the text 'f'}} 1:5: a key must be a scalar; found a list or a mapping",
                "- [a, {b: c}] => [[the text 'a', {b: the text 'c'}]]"
            })
    void valuesOfADocument(String text, String expected) {
        assertThat(result(unescaped(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "a: *x => 1:4: not valid YAML: found undefined alias x",
                "a: [*x, &x b]\\nc: *y => 1:5: not valid YAML: found undefined alias x",
                "a: !x b\\nc: *y => 1:4: the tag '!x' is not allowed; allowed are !!str, !!int, !!float, !!bool,"
                        + " !!null, !!seq, !!map",
                "a: b\\n---\\nc: *x => 2:1: a second YAML document starts here; only one is allowed",
                "a:\\tb: c => 1:3: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                        + " \\t(TAB) for indentation) while scanning for the next token",
                "a: [*x\\nb: c => 2:1: not valid YAML: expected ',' or ']', but got <scalar> while parsing a flow"
                        + " sequence",
                "a: b\\U00000000c => 1:5: the character U+0000 is not allowed in YAML",
                "a: {b: ${C}} => 1:9: not valid YAML: expected ',' or '}', but got { while parsing a flow"
                        + " mapping; inside [ ] and { } a value with a variable needs quotes, \"${NAME}\"",
                "%YAML 2.0\\n---\\na: b => not valid YAML: Version{major=2, minor=0}"
            })
    void textThatCannotBeParsed(String text, String error) {
        assertThat(result(unescaped(text))).isEqualTo("null " + error);
    }

    @Test
    void aliasesAreLimited() {
        assertThat(result("a: &x [*x]"))
                .startsWith("null 1:4: an anchor contains itself, or aliases nest more than 20 levels");
        String[] lines = new String[6];
        for (int i = 0; i < lines.length; i++) {
            String entry = i == 0 ? "1" : "*a" + (i - 1);
            lines[i] = "a" + i + ": &a" + i + " [" + (entry + ", ").repeat(9) + entry + "]";
        }
        assertThat(result(String.join("\n", lines))).contains("the aliases expand to more than 100000 values");
    }

    private static String unescaped(String text) {
        StringBuilder unescaped =
                new StringBuilder(text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
        for (int at = unescaped.indexOf("\\U"); at >= 0; at = unescaped.indexOf("\\U")) {
            int codePoint = Integer.parseInt(unescaped.substring(at + 2, at + 10), 16);
            unescaped.replace(at, at + 10, Character.toString(codePoint));
        }
        return unescaped.toString();
    }

    private String result(String text) {
        YamlValue root = YamlDocument.parse("", text, new Variables(name -> null), errors);
        String found = errors.sorted().stream()
                .map(error -> error.toString().replaceFirst("^: ?", ""))
                .collect(Collectors.joining("; "));
        return (described(root) + " " + found).trim();
    }

    private static String described(YamlValue value) {
        if (value instanceof YamlMapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> entry.key() + ": " + described(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof YamlList list) {
            return list.entries().stream().map(YamlDocumentTest::described).collect(Collectors.joining(", ", "[", "]"));
        }
        return value == null ? "null" : value.description();
    }
}
