// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.jvm.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JDK of another processor in a user-mode emulator, which compat-tests/emulated provides: the JDK and the agent run its
 * instructions with its sizes and byte order, on this machine's kernel.
 */
@EnabledIfSystemProperty(named = "compat.emulated", matches = ".+", disabledReason = "compat-tests/emulated runs it")
class EmulatedIT {

    private static final String PROCESSOR = System.getProperty("compat.emulated");

    @TempDir
    private Path folder;

    @Test
    void everyKindOfConnectionHasThePolicy() {
        new CoverageCheck(folder, List.of()).everyKindHasThePolicy("adopt: false");
        System.out.println(
                "all kinds tuned on " + PROCESSOR + ", JDK " + Jdk.underTest().version());
    }

    @Test
    void idleDeadPeersAreReported() {
        CoverageCheck check = new CoverageCheck(folder, List.of());
        long millis = check.idleDeathsAreReported().toMillis();
        assertThat(check.errors()).isEmpty();
        System.out.println("dead peers reported after " + millis + " ms on " + PROCESSOR);
    }
}
