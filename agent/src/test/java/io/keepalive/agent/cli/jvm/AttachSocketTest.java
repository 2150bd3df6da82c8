// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachSocketTest {

    @ParameterizedTest
    @ValueSource(strings = {"0\n0\n", "0\nreturn code: 0\n"})
    void successIsAStatusForTheRequestAndOneForTheAgent(String reply) {
        assertThatCode(() -> AttachSocket.requireSuccess(reply)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'0\nreturn code: 102\n', 102",
        "'0\nDynamic agent loading is not enabled. Use it.\n', Dynamic agent loading is not enabled. Use it.",
        "'101\n', status 101",
        "'', 'status '",
        "'0\n', status 0"
    })
    void failureHasTheJvmsReason(String reply, String reason) {
        assertThatThrownBy(() -> AttachSocket.requireSuccess(reply)).hasMessage(reason);
    }
}
