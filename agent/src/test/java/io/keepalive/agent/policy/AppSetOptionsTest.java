// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppSetOptionsTest {

    private static final KeepaliveSettings SYSTEM = new KeepaliveSettings(0, 7200, 75, 9, 0);

    @ParameterizedTest
    @EnumSource
    void isASetOfOptions(KeepaliveOption option) {
        int appSet = AppSetOptions.of(option);
        for (KeepaliveOption other : KeepaliveOption.inOrder()) {
            assertThat(AppSetOptions.includes(appSet, other)).isEqualTo(other == option);
            assertThat(AppSetOptions.includes(AppSetOptions.NOTHING, other)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"IDLE, true", "INTERVAL, true", "COUNT, true", "ENABLED, false", "USER_TIMEOUT, false"})
    void oneTimingImpliesAll(KeepaliveOption option, boolean isTiming) {
        assertThat(AppSetOptions.includesTimings(AppSetOptions.of(option))).isEqualTo(isTiming);
    }

    @Test
    void containsOptionsThatDifferFromTheSystemDefaults() {
        KeepaliveSettings actual = SYSTEM.with(KeepaliveOption.IDLE, 300);
        assertThat(AppSetOptions.differing(actual, SYSTEM)).isEqualTo(AppSetOptions.of(KeepaliveOption.IDLE));
        assertThat(AppSetOptions.differing(SYSTEM, SYSTEM)).isEqualTo(AppSetOptions.NOTHING);
    }

    @Test
    void omitsOptionsThatCannotBeRead() {
        KeepaliveSettings actual = SYSTEM.with(KeepaliveOption.USER_TIMEOUT, KeepaliveSettings.UNKNOWN);
        assertThat(AppSetOptions.differing(actual, SYSTEM)).isEqualTo(AppSetOptions.NOTHING);
    }
}
