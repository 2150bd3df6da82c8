// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SystemDefaultsTest {

    @Test
    void readsTheSysctlsOfThisNetworkNamespace() throws IOException {
        KeepaliveSettings defaults = SystemDefaults.read();
        assertThat(defaults.idleSeconds()).isEqualTo(sysctl("tcp_keepalive_time"));
        assertThat(defaults.intervalSeconds()).isEqualTo(sysctl("tcp_keepalive_intvl"));
        assertThat(defaults.count()).isEqualTo(sysctl("tcp_keepalive_probes"));
        assertThat(SystemDefaults.retransmissionLimit()).isEqualTo(sysctl("tcp_retries2"));
    }

    @Test
    void keepaliveAndTheUserTimeoutAreOff() {
        assertThat(SystemDefaults.read().enabled()).isZero();
        assertThat(SystemDefaults.read().userTimeoutMillis()).isZero();
    }

    private static int sysctl(String name) throws IOException {
        // Read in one call: these files end after the first read, however short it was.
        try (BufferedReader file = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4", name))) {
            return Integer.parseInt(file.readLine().trim());
        }
    }
}
