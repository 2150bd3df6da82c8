// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.jvm.OtherAgent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Java whose class files are later than the library in the agent's jar knows: nothing can be intercepted, the agent
 * reports that once, and the watcher covers the connections.
 */
class LaterClassFilesIT {

    @TempDir
    private Path folder;

    private CoverageCheck check;

    @BeforeEach
    void startWithTheOtherAgent() {
        check = new CoverageCheck(folder, List.of(OtherAgent.option(folder, LaterClassFiles.class)));
    }

    @Test
    void everyKindOfConnectionIsTunedByTheWatcher() {
        check.everyKindHasThePolicy("watch: {every: 200ms}");
        assertReportedOnce();
    }

    @Test
    void idleDeadPeersAreReported() {
        check.idleDeathsAreReported();
        assertReportedOnce();
    }

    private void assertReportedOnce() {
        assertThat(check.errors()).singleElement().asString().matches("not intercepted on .*: every hook \\(.*\\)");
    }
}
