// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PortRangesTest {

    @Test
    void containsSinglePortsAndBothEndsOfRanges() {
        PortRanges ports = ports(new PortRange(5432, 5432), new PortRange(6000, 6100));
        assertThat(ports.contains(5432)).isTrue();
        assertThat(ports.contains(6000)).isTrue();
        assertThat(ports.contains(6100)).isTrue();
        assertThat(ports.contains(5431)).isFalse();
        assertThat(ports.contains(5999)).isFalse();
        assertThat(ports.contains(6101)).isFalse();
        assertThat(ports.contains(0)).isFalse();
    }

    @Test
    void coversAcrossRangesThatTouchOrOverlapInAnyOrder() {
        PortRanges ports = ports(new PortRange(20, 29), new PortRange(10, 19), new PortRange(25, 40));
        assertThat(ports.covers(ports(new PortRange(10, 40)))).isTrue();
        assertThat(ports.covers(ports(new PortRange(10, 41)))).isFalse();
        assertThat(ports.covers(ports(new PortRange(15, 15), new PortRange(50, 50))))
                .isFalse();
    }

    @Test
    void aRangeWithinAnotherDoesNotShortenIt() {
        PortRanges ports = ports(new PortRange(10, 40), new PortRange(20, 30));
        assertThat(ports.covers(ports(new PortRange(35, 40)))).isTrue();
    }

    @Test
    void rejectsInvalidRanges() {
        assertThatThrownBy(() -> new PortRange(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PortRange(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PortRange(1, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PortRanges ports(PortRange... ranges) {
        return new PortRanges(Arrays.asList(ranges));
    }
}
