// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeepaliveSettingsTest {

    private static final KeepaliveSettings SETTINGS = KeepaliveSettings.on(60, 10, 3, 90_000);

    @ParameterizedTest
    @CsvSource({"0, off", "-1, ?", "45_000, 45s", "45_500, 45500ms", "500, 500ms"})
    void formatsAUserTimeoutAsTheConfigurationDoes(int millis, String text) {
        assertThat(KeepaliveSettings.userTimeoutText(millis)).isEqualTo(text);
    }

    @Test
    void holdsEachOption() {
        assertThat(SETTINGS.get(KeepaliveOption.ENABLED))
                .isEqualTo(SETTINGS.enabled())
                .isEqualTo(1);
        assertThat(SETTINGS.get(KeepaliveOption.IDLE))
                .isEqualTo(SETTINGS.idleSeconds())
                .isEqualTo(60);
        assertThat(SETTINGS.get(KeepaliveOption.INTERVAL))
                .isEqualTo(SETTINGS.intervalSeconds())
                .isEqualTo(10);
        assertThat(SETTINGS.get(KeepaliveOption.COUNT))
                .isEqualTo(SETTINGS.count())
                .isEqualTo(3);
        assertThat(SETTINGS.get(KeepaliveOption.USER_TIMEOUT))
                .isEqualTo(SETTINGS.userTimeoutMillis())
                .isEqualTo(90_000);
    }

    @ParameterizedTest
    @EnumSource
    void changesOneOptionAlone(KeepaliveOption changed) {
        KeepaliveSettings next = SETTINGS.with(changed, 7);
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            assertThat(next.get(option)).isEqualTo(option == changed ? 7 : SETTINGS.get(option));
        }
        assertThat(next).isNotEqualTo(SETTINGS);
        assertThat(next.with(changed, SETTINGS.get(changed)))
                .isEqualTo(SETTINGS)
                .hasSameHashCodeAs(SETTINGS);
    }

    @Test
    void computesTheDetectionTime() {
        assertThat(SETTINGS.detectionSeconds()).isEqualTo(60 + 10 * 3);
    }

    /** More milliseconds than an int can hold. */
    @Test
    void computesTheLongestDetectionTime() {
        assertThat(KeepaliveSettings.on(32_767, 32_767, 127, 0).detectionMillis())
                .isEqualTo(32_767_000L * 128);
    }

    /**
     * With a user timeout: the first timer after an unanswered probe at which it has expired; the count does not matter
     * then.
     */
    @ParameterizedTest
    @CsvSource({"0, 90_000", "5_000, 70_000", "70_000, 70_000", "70_001, 80_000", "90_000, 90_000", "95_000, 100_000"})
    void computesWhenTheKernelEndsAnIdleConnection(String userTimeout, String silence) {
        KeepaliveSettings settings = SETTINGS.with(KeepaliveOption.USER_TIMEOUT, number(userTimeout));
        assertThat(settings.silenceMillis()).isEqualTo(number(silence));
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    @Test
    void hasATextForm() {
        assertThat(SETTINGS).hasToString("on 60s/10s/3 user-timeout 90s");
        assertThat(new KeepaliveSettings(0, 7200, 75, 9, 0)).hasToString("off 7200s/75s/9 user-timeout off");
    }
}
