// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {

    private static final String CONTAINED = "Name:\tjava\nState:\tT (stopped)\nPid:\t4711\nUid:\t0\t1000\t0\t0\n"
            + "Gid:\t0\t100\t0\t0\nGroups:\t4 27 1000 \nNSpid:\t4711\t12\t1\n"
            + "SigIgn:\t0000000000000000\nSigCgt:\t0000000181005cc9\nCapPrm:\t0000000000000400\n";

    @Test
    void readsIdsGroupsAndState() {
        ProcessStatus status = ProcessStatus.parse(CONTAINED);
        assertThat(status.uid()).isEqualTo(1000);
        assertThat(status.gid()).isEqualTo(100);
        assertThat(status.groups()).containsExactly("4", "27", "1000");
        assertThat(status.namespacePid()).isEqualTo(1);
        assertThat(status.isStopped()).isTrue();
        assertThat(status.hasEnded()).isFalse();
    }

    @Test
    void readsGroupsAndCapabilities() {
        ProcessStatus status = ProcessStatus.parse(CONTAINED);
        assertThat(status.hasGroup(100)).isTrue();
        assertThat(status.hasGroup(27)).isTrue();
        assertThat(status.hasGroup(7)).isFalse();
        assertThat(status.capabilities()).isEqualTo(1 << 10);
        assertThat(ProcessStatus.parse("CapPrm:\tffffffffffffffff").capabilities())
                .isEqualTo(-1);
        assertThat(ProcessStatus.parse("").capabilities()).isZero();
    }

    @Test
    void readsWhetherSigquitIsHandled() {
        assertThat(ProcessStatus.parse(CONTAINED).handlesSigquit()).isFalse();
        assertThat(ProcessStatus.parse("SigCgt:\t0000000181005ccd").handlesSigquit())
                .isTrue();
        assertThat(ProcessStatus.parse("SigCgt:\tffffffffffffffff").handlesSigquit())
                .isTrue();
    }

    /** A JVM has a handler. */
    @Test
    void readsThisProcess() throws Exception {
        ProcessStatus status = ProcessStatus.parse(Files.readString(Path.of("/proc/self/status")));
        assertThat(status.uid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(status.handlesSigquit()).isTrue();
        assertThat(status.isStopped()).isFalse();
        assertThat(ProcessStatus.parse("State:\tZ (zombie)").hasEnded()).isTrue();
    }
}
