// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One kind of software. A subclass names it by two static methods that return a Stream of {@link SoftwareOnJava}: {@code
 * software}, and {@code withDeadPeer} for those whose peer dies.
 */
@Tag("software")
abstract class SoftwareTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("software")
    void isCovered(SoftwareOnJava installation) {
        new SoftwareScenario(installation, folder).isCovered();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("withDeadPeer")
    void findsDeadPeer(SoftwareOnJava installation) {
        new SoftwareScenario(installation, folder).findsDeadPeer();
    }
}
