// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keepalive.agent.config.type.BooleanType;
import io.keepalive.agent.config.type.ChoiceType;
import io.keepalive.agent.config.type.IntegerType;
import io.keepalive.agent.config.type.ValueType;
import io.keepalive.agent.config.yaml.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the JSON schema agrees with the declared settings and with the loader. */
class SchemaTest {

    /** Values of all kinds, at and beyond the bounds of the settings. */
    private static final List<String> PROBES = List.of(
            "",
            "~",
            "0",
            "1",
            "127",
            "128",
            "1000",
            "1001",
            "-1",
            "2.5",
            "0x10",
            "true",
            "TRUE",
            "false",
            "yes",
            "on",
            "off",
            "auto",
            "\"3\"",
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[1]",
            "60",
            "60s",
            "500ms",
            "0s",
            "2m",
            "1h",
            "60 s",
            "60S",
            "-1s",
            "1d",
            "10MB",
            "10KiB",
            "1GB",
            "10mb",
            "10",
            "9464",
            "127.0.0.1:9464",
            "\"[::1]:9464\"",
            "localhost",
            "enforce",
            "Enforce",
            "observe",
            "agent",
            "wait",
            "beside",
            "fill-gaps",
            "fill_gaps",
            "aws-nlb",
            "default",
            "text",
            "json",
            "debug",
            "dead",
            "opened",
            "stderr",
            "logs/keepalive.log",
            "\"${NONE:-60s}\"",
            "\"${NONE:-3}\"",
            "'${NONE:-true}'",
            "'${NONE:-off}'",
            "'${NONE:-auto}'",
            "'${NONE:-enforce}'",
            "'${NONE:-agent}'",
            "'${NONE:-wait}'",
            "'${NONE:-gcp}'",
            "'${NONE:-json}'",
            "'${NONE:-debug}'",
            "'${NONE:-dead}'",
            "'${NONE:-10}MB'",
            "'127.0.0.1:${NONE:-9464}'",
            "'$${literal}'");

    /** Values for the keys of a match. */
    private static final List<String> MATCH_PROBES = List.of(
            "",
            "~",
            "0",
            "1",
            "65535",
            "65536",
            "1-2",
            "6000 - 6100",
            "\"5432\"",
            "[5432, 6000-6100]",
            "[]",
            "[0]",
            "true",
            "loopback",
            "private",
            "10.0.0.0/8",
            "\"*.db.internal\"",
            "[db.internal, \"::1\"]",
            "{}",
            "[[]]",
            "inbound",
            "outbound",
            "Inbound",
            "[inbound]",
            "10.0",
            "1e3",
            "'${NONE:-inbound}'",
            "'${NONE:-5432}'",
            "['${NONE:-6000}-6100', '${NONE:-1}']",
            "['*.${NONE:-internal}']");

    private final ConfigSchema schema;

    @TempDir
    Path directory;

    SchemaTest() throws Exception {
        this.schema = new ConfigSchema();
    }

    @Test
    void hasTheSameKeys() {
        assertThat(schema.names("")).isEqualTo(ConfigDocument.names());
        assertThat(schema.names("$defs/environment")).isEqualTo(LayerReader.names());
        assertThat(schema.names("$defs/rules/items")).isEqualTo(RuleReader.NAMES);
        assertThat(schema.names("$defs/match")).isEqualTo(MatchReader.NAMES);
    }

    @Test
    void hasTheSameSettings() {
        Set<String> paths = new HashSet<>();
        Settings.ALL.forEach(setting -> paths.add(setting.path()));
        Set<String> notSettings = Set.of(LayerReader.RULES, ConfigDocument.ENVIRONMENTS);
        assertThat(without(notSettings, schema.settings("").keySet())).isEqualTo(paths);
        assertThat(without(notSettings, schema.settings("$defs/environment").keySet()))
                .isEqualTo(paths);
    }

    private static Set<String> without(Set<String> excluded, Collection<String> names) {
        Set<String> rest = new HashSet<>(names);
        rest.removeAll(excluded);
        return rest;
    }

    static Stream<Setting<?>> settings() {
        return Settings.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void allowsTheSameValues(Setting<?> setting) {
        JsonNode declared = schema.settings("").get(setting.path());
        assertAllowed(setting.type(), declared);
    }

    @Test
    void allowsTheSameMatches() {
        assertAllowed(MatchReader.DIRECTION_TYPE, schema.at("$defs/match/properties/direction"));
        assertAllowed(MatchReader.REMOTE_TYPE, schema.at("$defs/match/properties/remote"));
        assertAllowed(MatchReader.PORT_TYPE, schema.at("$defs/match/properties/remote-port"));
        assertAllowed(MatchReader.PORT_TYPE, schema.at("$defs/match/properties/local-port"));
    }

    private static void assertAllowed(ValueType<?> type, JsonNode declared) {
        if (type instanceof ChoiceType<?> choice) {
            List<String> words = new ArrayList<>();
            choices(declared, "enum").get("enum").forEach(word -> words.add(word.asText()));
            assertThat(words).containsExactlyElementsOf(choice.labels());
        } else if (type instanceof IntegerType integer) {
            JsonNode number = choices(declared, "minimum");
            assertThat(number.get("minimum").asInt()).isEqualTo(integer.min());
            assertThat(number.get("maximum").asInt()).isEqualTo(integer.max());
        } else if (type instanceof BooleanType) {
            assertThat(choices(declared, "type").get("type").asText()).isEqualTo("boolean");
        } else {
            assertThat(declared.get("description").asText()).contains(type.allowed());
        }
    }

    /** Returns the alternative to a value with environment variables, which is the first. */
    private static JsonNode choices(JsonNode declared, String keyword) {
        JsonNode first = declared.get("anyOf").get(0);
        assertThat(first.has(keyword)).as(declared.toString()).isTrue();
        assertThat(declared.get("anyOf").get(1).get("$ref").asText()).isEqualTo("#/$defs/variable");
        return first;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void hasTheSameDefaults(Setting<?> setting) throws Exception {
        JsonNode declared = schema.settings("").get(setting.path()).path("default");
        Object parsed = declared.isMissingNode()
                ? null
                : setting.type().parse(new Scalar(Scalar.Kind.UNTYPED, declared.asText()));
        assertThat(parsed).isEqualTo(setting.defaultValue());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void acceptsEveryValueThatTheLoaderAccepts(Setting<?> setting) {
        assertAcceptsWhatTheLoaderAccepts(PROBES.stream().map(probe -> nested(setting.path(), probe)));
        assertAcceptsWhatTheLoaderAccepts(
                PROBES.stream().map(probe -> "environments: {prod: {" + nested(setting.path(), probe) + "}}"));
    }

    @Test
    void acceptsEveryMatchThatTheLoaderAccepts() {
        for (String key : MatchReader.NAMES) {
            assertAcceptsWhatTheLoaderAccepts(
                    MATCH_PROBES.stream().map(probe -> "rules: [{name: a, match: {" + key + ": " + probe + "}}]"));
        }
    }

    @Test
    void acceptsEveryStructureThatTheLoaderAccepts() {
        List<String> parts = List.of(
                "", "~", "{}", "[]", "1", "true", "off", "auto", "agent", "[~]", "[{}]", "[{name: a}]", "{a: }");
        for (String key : ConfigDocument.names()) {
            assertAcceptsWhatTheLoaderAccepts(parts.stream().map(part -> key + ": " + part));
        }
        for (String key : without(Set.of(RuleReader.NAME), RuleReader.NAMES)) {
            assertAcceptsWhatTheLoaderAccepts(
                    parts.stream().map(part -> "rules: [{name: a, " + key + ": " + part + "}]"));
        }
        assertAcceptsWhatTheLoaderAccepts(parts.stream().map(part -> "rules: [{name: " + part + "}]"));
    }

    /** Writes a path {@code a.b.c} and a value as {@code a: {b: {c: value}}}. */
    private static String nested(String path, String value) {
        String[] keys = path.split("\\.");
        return String.join(": {", keys) + ": " + value + "}".repeat(keys.length - 1);
    }

    private void assertAcceptsWhatTheLoaderAccepts(Stream<String> documents) {
        List<String> accepted = documents
                .filter(yaml -> ConfigText.in(directory, yaml).errors().isEmpty())
                .toList();
        assertThat(accepted)
                .isNotEmpty()
                .allSatisfy(yaml -> assertThat(schema.errors(yaml)).as(yaml).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void rejectsTheWrongConfigurationsThatASchemaCanDetect(WrongConfiguration wrong) throws Exception {
        assertThat(schema.errors(Files.readString(wrong.file()))).isNotEmpty();
    }

    /** Without those that are not YAML, that come from overrides, or that need arithmetic to detect. */
    static Stream<WrongConfiguration> wrong() throws Exception {
        return WrongConfiguration.all()
                .filter(wrong -> wrong.toString()
                        .matches("(adopt|direction|duration|environment-is|environments|jmx|keepalive|key-in|key-with"
                                + "|log|mode|port-(too|zero|is)|precedence|profile|prometheus-(host|is|without)|root|rule-is"
                                + "|rule-name-(is|empty|reserved)|rule-without|rule-mode|rules|several|stack|start|suspect"
                                + "|unknown-key|watch-is|count-(frac|in|is|too|zero)|remote-(empty|is-mapping)).*"));
    }
}
