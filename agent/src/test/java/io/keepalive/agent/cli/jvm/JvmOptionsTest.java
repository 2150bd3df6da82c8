// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    private static final String SWITCH = "DisableAttachMechanism";
    private static final String ON = "-XX:+" + SWITCH;
    private static final String OFF = "-XX:-" + SWITCH;

    @Test
    void theLastOptionWins() {
        assertThat(isOn(List.of("java"), "HOME=/")).isFalse();
        assertThat(isOn(List.of("java", ON, "Main"), "HOME=/")).isTrue();
        assertThat(isOn(List.of("java", ON, OFF, "Main"), "HOME=/")).isFalse();
        assertThat(isOn(List.of("java", "Main"), "JAVA_TOOL_OPTIONS=-Xmx64m " + ON))
                .isTrue();
        assertThat(isOn(List.of("java", OFF, "Main"), "JAVA_TOOL_OPTIONS=" + ON))
                .isFalse();
        assertThat(isOn(List.of("java", OFF, "Main"), "_JAVA_OPTIONS=" + ON)).isTrue();
        assertThat(isOn(List.of("java", "Main"), "NOT_JAVA_OPTIONS=" + ON)).isFalse();
    }

    private static boolean isOn(List<String> arguments, String variable) {
        return new JvmOptions(arguments, List.of(variable)).isOn(SWITCH, false);
    }
}
