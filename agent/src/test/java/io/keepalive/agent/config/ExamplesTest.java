// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example configurations of the project. */
class ExamplesTest {

    private static final Path FOLDER = Path.of("../config");
    private static final Path MAIN = FOLDER.resolve("keepalive.yaml");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereIsOneForEveryEnvironment() throws Exception {
        assertThat(examples())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "keepalive-dev.yaml", "keepalive-prod.yaml", "keepalive-staging.yaml", "keepalive.yaml");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void loadsWithoutAWarning(Path example) throws Exception {
        assertThat(load(example.toString()).warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isValidAgainstTheSchema(Path example) throws Exception {
        assertThat(new ConfigSchema().errors(Files.readString(example))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void theMainExampleLoadsInEachEnvironment(String environment) throws Exception {
        Config config = load(MAIN + ",env=" + environment);
        assertThat(config.environment()).isEqualTo(environment);
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void theMainExampleNamesEveryKey() throws Exception {
        List<String> names = new ArrayList<>(ConfigDocument.names());
        names.addAll(RuleReader.NAMES);
        names.addAll(MatchReader.NAMES);
        Settings.ALL.forEach(key -> names.add(key.path().substring(key.path().lastIndexOf('.') + 1)));
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(Files.readString(MAIN)).containsPattern("[ #{]" + name + ":|(?m)^" + name + ":"));
    }

    @Test
    void theMainExampleHasTheDefaults() throws Exception {
        Config example = load(MAIN.toString());
        Config builtIn = ConfigText.none().load();
        assertThat(example.policy().fallback())
                .usingRecursiveComparison()
                .isEqualTo(builtIn.policy().fallback());
        assertThat(example.policy().precedence()).isEqualTo(builtIn.policy().precedence());
        assertThat(example.policy().adopt()).isEqualTo(builtIn.policy().adopt());
        assertThat(example.watch()).usingRecursiveComparison().isEqualTo(builtIn.watch());
        assertThat(example.report()).usingRecursiveComparison().isEqualTo(builtIn.report());
    }

    private static Config load(String agentArgument) throws InvalidConfigException {
        return ConfigLoader.load(new Overrides(agentArgument, key -> null, key -> null));
    }
}
