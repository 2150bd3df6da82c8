// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The property {@code jdk.net.usePlainSocketImpl} selects the socket implementation of Java 8 to 12 on 13 to 17. The other
 * versions have only one.
 */
@EnabledIf("hasBoth")
class PlainSocketImplIT {

    private static final String OPTION = "-Djdk.net.usePlainSocketImpl";

    @TempDir
    private Path folder;

    static boolean hasBoth() {
        int java = Jdk.underTest().feature();
        return 13 <= java && java <= 17;
    }

    /** Adoption is off: what is not intercepted keeps the defaults. */
    @Test
    void everyKindOfConnectionIsIntercepted() {
        new CoverageCheck(folder, List.of(OPTION)).everyKindHasThePolicy("adopt: false");
    }

    @Test
    void idleDeadPeersAreReported() {
        CoverageCheck check = new CoverageCheck(folder, List.of(OPTION));
        check.idleDeathsAreReported();
        assertThat(check.errors()).isEmpty();
    }

    /** Otherwise the other tests would show nothing. */
    @Test
    void thePropertySelectsTheOldImplementation() {
        assertThat(isUsed("java.net.PlainSocketImpl", OPTION)).isTrue();
        assertThat(isUsed("java.net.PlainSocketImpl", "-Dnothing")).isFalse();
    }

    private static boolean isUsed(String type, String option) {
        try (ForkedProcess application = Launch.of(PlainApplication.class)
                .jvmOption(option)
                .jvmOption("-Xlog:class+load")
                .start()) {
            application.send("go");
            assertThat(application.exitStatus()).isEqualTo(PlainApplication.STATUS);
            return application.stdout().lines().stream().anyMatch(line -> line.contains(" " + type + " source:"));
        }
    }
}
