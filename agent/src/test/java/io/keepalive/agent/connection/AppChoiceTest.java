package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Precedence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppChoiceTest {

    private static final KeepaliveSettings RULE = KeepaliveSettings.on(60, 10, 3, 0);

    @ParameterizedTest
    @EnumSource
    void isASetOfOptions(KeepaliveOption option) {
        int choice = AppChoice.of(option);
        for (KeepaliveOption other : KeepaliveOption.inOrder()) {
            assertThat(AppChoice.includes(choice, other)).isEqualTo(other == option);
            assertThat(AppChoice.includes(AppChoice.NOTHING, other)).isFalse();
        }
    }

    @Test
    void whatNoSocketHasByItselfSomebodyHasSet() {
        KeepaliveSettings found = FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300);
        assertThat(AppChoice.evidentFrom(found, FakeSocketCalls.SYSTEM)).isEqualTo(AppChoice.of(KeepaliveOption.IDLE));
        assertThat(AppChoice.evidentFrom(FakeSocketCalls.SYSTEM, FakeSocketCalls.SYSTEM))
                .isEqualTo(AppChoice.NOTHING);
    }

    /** The application has switched keepalive off and set an idle time of 300 s. */
    @ParameterizedTest
    @CsvSource({"AGENT, 1, 60", "APP, 0, 300", "FILL_GAPS, 1, 300"})
    void precedenceSaysWhatStays(Precedence precedence, int enabled, int idle) {
        KeepaliveSettings found = new KeepaliveSettings(0, 300, 75, 9, 0);
        int choice = AppChoice.of(KeepaliveOption.ENABLED) | AppChoice.of(KeepaliveOption.IDLE);
        assertThat(AppChoice.wanted(RULE, found, choice, precedence))
                .isEqualTo(new KeepaliveSettings(enabled, idle, 10, 3, 0));
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHasSetNothingGetsTheRule(Precedence precedence) {
        assertThat(AppChoice.wanted(RULE, FakeSocketCalls.SYSTEM, AppChoice.NOTHING, precedence))
                .isEqualTo(RULE);
    }
}
