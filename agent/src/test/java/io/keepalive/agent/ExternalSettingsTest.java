// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/keepalive.yaml | /etc/keepalive.yaml",
                "/etc/keepalive.yaml,env=prod | /etc/keepalive.yaml",
                "' keepalive.yaml , idle=3s' | keepalive.yaml",
                "env=prod,config=keepalive.yaml | keepalive.yaml",
                "config=keepalive.yaml | keepalive.yaml",
                "./a=b.yaml | ./a=b.yaml",
                "=b.yaml | =b.yaml",
                "log.file=/tmp/x |",
                ",env=prod |",
                "'' |",
            })
    void theFileIsTheOneThatTheConfigurationReads(String argument, String file) {
        assertThat(ExternalSettings.file(argument)).isEqualTo(file);
        assertThat(ExternalSettings.couldHoldMain(argument)).isEqualTo(file != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start=wait", "start=auto", "idle=3s,start=wait", "precedence=app", "start=beseid"})
    void aSettingAboutWaitingHoldsMainWithoutAFile(String argument) {
        assertThat(ExternalSettings.couldHoldMain(argument)).isTrue();
        assertThat(ExternalSettings.couldHoldMainWithoutFile(argument)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "idle=3s", "mode=observe,log.file=start", "restart=wait", "/x.yaml,start=beside"})
    void nothingHoldsMainWithoutAFileOrSuchASetting(String argument) {
        assertThat(ExternalSettings.couldHoldMain(argument)).isFalse();
    }

    @Test
    void theArgumentMayBeNull() {
        assertThat(ExternalSettings.couldHoldMain(null)).isFalse();
        assertThat(ExternalSettings.file(null)).isNull();
        assertThat(ExternalSettings.value("fail-fast", null)).isNull();
    }

    @Test
    void theArgumentOverridesASystemProperty() {
        System.setProperty("keepalive.start", " beside ");
        try {
            assertThat(ExternalSettings.value("start", null)).isEqualTo("beside");
            assertThat(ExternalSettings.value("start", "x.yaml,start=wait")).isEqualTo("wait");
            assertThat(ExternalSettings.couldHoldMain("x.yaml")).isFalse();
        } finally {
            System.clearProperty("keepalive.start");
        }
    }
}
