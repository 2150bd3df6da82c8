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

/** Holds the JSON schema equal to what the code declares, and to what the loader does. */
class SchemaTest {

    /** Values of all kinds, at the edges of what any setting allows and beyond. */
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
            "logs/keepalive.log");

    /** Values for what a rule matches on. */
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
            "1e3");

    private final ConfigSchema schema;

    @TempDir
    Path directory;

    SchemaTest() throws Exception {
        this.schema = new ConfigSchema();
    }

    @Test
    void knowsTheSameKeys() {
        assertThat(schema.names("")).isEqualTo(ConfigDocument.names());
        assertThat(schema.names("$defs/environment")).isEqualTo(LayerReader.names());
        assertThat(schema.names("$defs/rules/items")).isEqualTo(RuleReader.NAMES);
        assertThat(schema.names("$defs/match")).isEqualTo(MatchReader.NAMES);
    }

    @Test
    void knowsTheSameSettings() {
        Set<String> paths = new HashSet<>();
        Settings.ALL.forEach(key -> paths.add(key.path()));
        Set<String> more = Set.of(LayerReader.RULES, ConfigDocument.ENVIRONMENTS);
        assertThat(without(more, schema.settings("").keySet())).isEqualTo(paths);
        assertThat(without(more, schema.settings("$defs/environment").keySet())).isEqualTo(paths);
    }

    private static Set<String> without(Set<String> some, Collection<String> names) {
        Set<String> rest = new HashSet<>(names);
        rest.removeAll(some);
        return rest;
    }

    static Stream<Setting<?>> settings() {
        return Settings.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void allowsTheSameValues(Setting<?> key) {
        JsonNode declared = schema.settings("").get(key.path());
        assertAllowed(key.type(), declared);
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
            declared.get("enum").forEach(word -> words.add(word.asText()));
            assertThat(words).containsExactlyElementsOf(choice.labels());
        } else if (type instanceof IntegerType integer) {
            assertThat(declared.get("minimum").asInt()).isEqualTo(integer.min());
            assertThat(declared.get("maximum").asInt()).isEqualTo(integer.max());
        } else if (type instanceof BooleanType) {
            assertThat(declared.get("type").asText()).isEqualTo("boolean");
        } else {
            assertThat(declared.get("description").asText()).contains(type.allowed());
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void hasTheSameDefaults(Setting<?> key) throws Exception {
        JsonNode declared = schema.settings("").get(key.path()).path("default");
        Object parsed =
                declared.isMissingNode() ? null : key.type().parse(new Scalar(Scalar.Kind.UNTYPED, declared.asText()));
        assertThat(parsed).isEqualTo(key.defaultValue());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void acceptsWhateverTheLoaderAccepts(Setting<?> key) {
        assertAcceptsWhatTheLoaderDoes(PROBES.stream().map(probe -> nested(key.path(), probe)));
        assertAcceptsWhatTheLoaderDoes(
                PROBES.stream().map(probe -> "environments: {prod: {" + nested(key.path(), probe) + "}}"));
    }

    @Test
    void acceptsWhateverMatchTheLoaderAccepts() {
        for (String key : MatchReader.NAMES) {
            assertAcceptsWhatTheLoaderDoes(
                    MATCH_PROBES.stream().map(probe -> "rules: [{name: a, match: {" + key + ": " + probe + "}}]"));
        }
    }

    @Test
    void acceptsWhateverStructureTheLoaderAccepts() {
        List<String> parts = List.of(
                "", "~", "{}", "[]", "1", "true", "off", "auto", "agent", "[~]", "[{}]", "[{name: a}]", "{a: }");
        for (String key : ConfigDocument.names()) {
            assertAcceptsWhatTheLoaderDoes(parts.stream().map(part -> key + ": " + part));
        }
        for (String key : without(Set.of(RuleReader.NAME), RuleReader.NAMES)) {
            assertAcceptsWhatTheLoaderDoes(parts.stream().map(part -> "rules: [{name: a, " + key + ": " + part + "}]"));
        }
        assertAcceptsWhatTheLoaderDoes(parts.stream().map(part -> "rules: [{name: " + part + "}]"));
    }

    /** {@code a.b.c} and a value as {@code a: {b: {c: value}}}. */
    private static String nested(String path, String value) {
        String[] keys = path.split("\\.");
        return String.join(": {", keys) + ": " + value + "}".repeat(keys.length - 1);
    }

    private void assertAcceptsWhatTheLoaderDoes(Stream<String> documents) {
        List<String> accepted = documents
                .filter(yaml -> ConfigText.in(directory, yaml).errors().isEmpty())
                .toList();
        assertThat(accepted)
                .isNotEmpty()
                .allSatisfy(yaml -> assertThat(schema.errors(yaml)).as(yaml).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesTheWrongConfigurationsThatASchemaCanTell(WrongConfiguration wrong) throws Exception {
        assertThat(schema.errors(Files.readString(wrong.file()))).isNotEmpty();
    }

    /** Left out: what is no YAML, what is said outside the file, and what takes arithmetic to find. */
    static Stream<WrongConfiguration> wrong() throws Exception {
        return WrongConfiguration.all()
                .filter(wrong -> wrong.toString()
                        .matches("(adopt|direction|duration|environment-is|environments|jmx|keepalive|key-in|key-with"
                                + "|log|mode|port-(too|zero|is)|precedence|profile|prometheus-(host|is|without)|root|rule-is"
                                + "|rule-name-(is|empty|reserved)|rule-without|rule-mode|rules|several|stack|start|suspect"
                                + "|unknown-key|watch-is|count-(frac|in|is|too|zero)|remote-(empty|is-mapping)).*"));
    }
}
