// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One socket has several descriptors: it is one connection, and it ends when the last of them is closed. */
class FurtherDescriptorsTest {

    private static final KeepaliveSettings NEXT = KeepaliveSettings.on(77, 7, 7, 0);

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor first = sample.calls.open(7);
    private final Connection connection = sample.opened(first);
    private final FileDescriptor second = sample.calls.duplicate(first, 8);
    private final FileDescriptor third = sample.calls.duplicate(first, 9);
    private long inode;

    @BeforeEach
    void addFurtherDescriptors() {
        assertThat(connection.ownsNumber()).isTrue();
        inode = connection.socket().inode();
        sample.connections.addFurtherDescriptor(8, connection);
        sample.connections.addFurtherDescriptor(9, connection);
    }

    private List<String> closes() {
        return sample.listener.events.stream()
                .filter(event -> event.startsWith("closed"))
                .toList();
    }

    @Test
    void furtherDescriptorsAreKnown() {
        assertThat(sample.connections.isFurtherDescriptor(8, inode)).isTrue();
        assertThat(sample.connections.isFurtherDescriptor(9, inode)).isTrue();
        assertThat(sample.connections.isFurtherDescriptor(10, inode)).isFalse();
        assertThat(sample.connections.isFurtherDescriptor(8, inode + 1)).isFalse();
        assertThat(sample.registry.size()).isEqualTo(1);
    }

    @Test
    void closingAFurtherDescriptorDoesNotEndTheConnection() {
        sample.calls.close(second);
        sample.connections.checkFurtherDescriptors();
        assertThat(sample.connections.isFurtherDescriptor(8, inode)).isFalse();
        assertThat(sample.registry.at(7)).isSameAs(connection);
        assertThat(closes()).isEmpty();
    }

    @Test
    void closingItsOwnDescriptorMovesTheConnection() {
        sample.closed(first);
        assertThat(closes()).isEmpty();
        sample.connections.checkFurtherDescriptors();
        assertThat(sample.registry.at(7)).isNull();
        assertThat(sample.registry.at(8)).isSameAs(connection);
        assertThat(connection.ownsNumber()).isTrue();
        assertThat(connection.isAbandoned()).isTrue();
        assertThat(sample.connections.isFurtherDescriptor(9, inode)).isTrue();
        assertThat(closes()).isEmpty();
    }

    @Test
    void nativeCodeMayCloseItsOwnDescriptor() {
        sample.calls.close(first);
        assertThat(sample.connections.moveToFurtherDescriptor(connection)).isTrue();
        assertThat(sample.registry.at(8)).isSameAs(connection);
        assertThat(closes()).isEmpty();
    }

    @Test
    void closingTheLastDescriptorEndsTheConnection() {
        sample.calls.close(second);
        sample.closed(first);
        sample.connections.checkFurtherDescriptors();
        assertThat(sample.registry.at(9)).isSameAs(connection);
        sample.calls.close(third);
        assertThat(sample.connections.moveToFurtherDescriptor(connection)).isFalse();
        sample.connections.remove(connection);
        assertThat(closes()).containsExactly("closed " + connection.id());
        assertThat(sample.registry.size()).isZero();
    }

    @Test
    void allMayBeClosedBetweenTwoRounds() {
        sample.calls.close(second);
        sample.calls.close(third);
        sample.closed(first);
        sample.connections.checkFurtherDescriptors();
        assertThat(closes()).containsExactly("closed " + connection.id());
        assertThat(sample.registry.size()).isZero();
    }

    @Test
    void itsDeathIsReportedOnceForAllNumbers() {
        sample.calls.tcpInfo(first, TcpInfo.CLOSE, 3, 0);
        sample.deaths.callFailed(first, DetectedBy.READ, new SocketException("Connection timed out"));
        sample.closed(first);
        sample.connections.checkFurtherDescriptors();
        assertThat(sample.registry.at(8)).isSameAs(connection);
        sample.deaths.callFailed(second, DetectedBy.READ, new SocketException("Connection timed out"));
        assertThat(sample.listener.deaths).hasSize(1);
    }

    @Test
    void thePolicyAppliesAtAnyNumber() {
        sample.closed(first);
        sample.connections.checkFurtherDescriptors();
        sample.enforcer.use(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, NEXT));
        sample.enforcer.reapply(connection);
        assertThat(sample.calls.settings(second)).isEqualTo(NEXT);
    }

    /** Including one whose number has just been closed. */
    @Test
    void aDetachingAgentRestoresItsOptions() {
        sample.closed(first);
        sample.connections.release();
        assertThat(sample.calls.settings(second)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.registry.size()).isZero();
        assertThat(sample.connections.isFurtherDescriptor(9, inode)).isFalse();
    }

    @Test
    void anotherConnectionAtAFurtherNumberIsNotChanged() {
        sample.calls.close(second);
        Connection other = sample.opened(sample.calls.open(8));
        sample.closed(first);
        sample.connections.checkFurtherDescriptors();
        assertThat(sample.registry.at(8)).isSameAs(other);
        assertThat(sample.registry.at(9)).isSameAs(connection);
    }
}
