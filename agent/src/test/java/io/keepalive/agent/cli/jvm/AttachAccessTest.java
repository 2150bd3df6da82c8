// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachAccessTest {

    /** The messages of the attach API of Java 17 and 21 to a JVM of Java 8. */
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "Failed to load agent library: 0, true",
        "102, false",
        "Failed to load agent library: 102, false",
        "Target VM did not respond, false"
    })
    void recognizesTheSuccessOfJava8(String message, boolean isSuccess) {
        assertThat(AttachAccess.isSuccessOfJava8(message)).isEqualTo(isSuccess);
    }
}
