// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class OriginalOptionsSamplerTest {

    private static final KeepaliveSettings INHERITED_INTERVAL = new KeepaliveSettings(0, 7200, 5, 9, 0);
    private static final KeepaliveSettings ALREADY_ON = new KeepaliveSettings(1, 7200, 5, 4, 0);

    private final SampleConnections sample = SampleConnections.enforcing(Precedence.APP);

    /** A sample may expire in between. */
    @Test
    void oneSampleIsUsedForTheConnectionsOfAService() {
        for (int number = 7; number < 107; number++) {
            assertThat(sample.opened(sample.calls.open(number)).original()).isEqualTo(FakeSocketCalls.SYSTEM);
        }
        assertThat(sample.calls.reads).isBetween(5, 50);
    }

    @Test
    void eachServiceHasItsSample() {
        sample.opened(sample.calls.open(7));
        assertThat(sample.accepted(sample.calls.open(8, ALREADY_ON)).original()).isEqualTo(ALREADY_ON);
    }

    @Test
    void otherOptionsThanTheDefaultsAreNoSample() {
        assertThat(sample.opened(sample.calls.open(7, ALREADY_ON)).original()).isEqualTo(ALREADY_ON);
        assertThat(sample.opened(sample.calls.open(8)).original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    @Test
    void allAreReadIfTheServiceIsUnknown() {
        for (int number = 7; number < 17; number++) {
            sample.connections.accepted(sample.calls.open(number), 0, Peers.at("10.0.0.2", 40_001), true);
        }
        assertThat(sample.calls.reads).isEqualTo(10 * 5);
    }

    @Test
    void aConnectionOnWhichTheApplicationHasSetOptionsIsRead() {
        sample.opened(sample.calls.open(6));
        FileDescriptor descriptor = sample.calls.open(7, INHERITED_INTERVAL);
        sample.optionChanges.set(descriptor, KeepaliveOption.INTERVAL);
        assertThat(sample.opened(descriptor).original()).isEqualTo(INHERITED_INTERVAL);
        assertThat(sample.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    /** Accepted sockets inherit the options of the listening one. */
    @Test
    void acceptedConnectionsAreReadWhileOptionsAreSetElsewhere() {
        sample.accepted(sample.calls.open(5));
        FileDescriptor listening = sample.calls.open(6);
        sample.optionChanges.set(listening, KeepaliveOption.INTERVAL);
        assertThat(sample.accepted(sample.calls.open(7, INHERITED_INTERVAL)).original())
                .isEqualTo(INHERITED_INTERVAL);
        sample.closed(listening);
        assertThat(sample.optionChanges.hasPreConnect()).isFalse();
    }

    @Test
    void aSocketThatIsNotTcpIsNotChangedWhateverTheSample() {
        sample.opened(sample.calls.open(6));
        sample.calls.writes.clear();
        assertThat(sample.opened(sample.calls.openNoTcp(7))).isNull();
        assertThat(sample.calls.writes).isEmpty();
    }
}
