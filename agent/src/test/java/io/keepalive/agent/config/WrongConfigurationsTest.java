// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keepalive.agent.config.yaml.ConfigError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongConfigurationsTest {

    static Stream<WrongConfiguration> all() throws Exception {
        return WrongConfiguration.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyErrorIsReportedWithItsLocation(WrongConfiguration wrong) {
        Overrides overrides = new Overrides(wrong.agentArgument(), key -> null, key -> null);
        InvalidConfigException invalid =
                catchThrowableOfType(InvalidConfigException.class, () -> ConfigLoader.load(overrides));
        assertThat(invalid).as("exception").isNotNull();
        assertThat(invalid.errors()).extracting(ConfigError::toString).containsExactlyElementsOf(wrong.expected());
    }

    @Test
    void theCorpusIsComplete() throws Exception {
        assertThat(all())
                .hasSizeGreaterThan(100)
                .allSatisfy(wrong ->
                        assertThat(wrong.expected()).as(wrong.toString()).isNotEmpty());
    }
}
