// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TcpInfoTest {

    /** state 7, ca_state 4, retransmits 15, probes 3; the low byte first. */
    private static final int DEAD = 0x030f0407;

    @Test
    void decodesTheFourBytes() {
        assertThat(TcpInfo.state(DEAD)).isEqualTo(TcpInfo.CLOSE);
        assertThat(TcpInfo.retransmits(DEAD)).isEqualTo(15);
        assertThat(TcpInfo.probes(DEAD)).isEqualTo(3);
    }

    @Test
    void readsBytesAsUnsigned() {
        assertThat(TcpInfo.state(-1)).isEqualTo(255);
        assertThat(TcpInfo.retransmits(-1)).isEqualTo(255);
        assertThat(TcpInfo.probes(-1)).isEqualTo(255);
    }

    @Test
    void noInformationHasNoState() {
        assertThat(TcpInfo.state(TcpInfo.NONE)).isZero();
    }
}
