package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
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

    private final SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor first = scene.calls.open(7);
    private final Connection connection = scene.opened(first);
    private final FileDescriptor second = scene.calls.duplicate(first, 8);
    private final FileDescriptor third = scene.calls.duplicate(first, 9);
    private long inode;

    @BeforeEach
    void join() {
        assertThat(connection.ownsNumber()).isTrue();
        inode = connection.socket().inode();
        scene.connections.join(8, connection);
        scene.connections.join(9, connection);
    }

    private List<String> closes() {
        return scene.listener.told.stream()
                .filter(told -> told.startsWith("closed"))
                .toList();
    }

    @Test
    void theirNumbersAreKnown() {
        assertThat(scene.connections.areOfOne(8, inode)).isTrue();
        assertThat(scene.connections.areOfOne(9, inode)).isTrue();
        assertThat(scene.connections.areOfOne(10, inode)).isFalse();
        assertThat(scene.connections.areOfOne(8, inode + 1)).isFalse();
        assertThat(scene.registry.size()).isEqualTo(1);
    }

    @Test
    void closingAFurtherOneIsNoEnd() {
        scene.calls.close(second);
        scene.connections.settleNumbers();
        assertThat(scene.connections.areOfOne(8, inode)).isFalse();
        assertThat(scene.registry.at(7)).isSameAs(connection);
        assertThat(closes()).isEmpty();
    }

    @Test
    void closingItsOwnIsNoEndEither() {
        scene.closed(first);
        assertThat(closes()).isEmpty();
        scene.connections.settleNumbers();
        assertThat(scene.registry.at(7)).isNull();
        assertThat(scene.registry.at(8)).isSameAs(connection);
        assertThat(connection.ownsNumber()).isTrue();
        assertThat(connection.isAbandoned()).isTrue();
        assertThat(scene.connections.areOfOne(9, inode)).isTrue();
        assertThat(closes()).isEmpty();
    }

    @Test
    void nativeCodeMayCloseItsOwn() {
        scene.calls.close(first);
        assertThat(scene.connections.goesOnElsewhere(connection)).isTrue();
        assertThat(scene.registry.at(8)).isSameAs(connection);
        assertThat(closes()).isEmpty();
    }

    @Test
    void theLastOneIsTheEnd() {
        scene.calls.close(second);
        scene.closed(first);
        scene.connections.settleNumbers();
        assertThat(scene.registry.at(9)).isSameAs(connection);
        scene.calls.close(third);
        assertThat(scene.connections.goesOnElsewhere(connection)).isFalse();
        scene.connections.lost(connection);
        assertThat(closes()).containsExactly("closed " + connection.id());
        assertThat(scene.registry.size()).isZero();
    }

    @Test
    void allMayBeClosedBetweenTwoLooks() {
        scene.calls.close(second);
        scene.calls.close(third);
        scene.closed(first);
        scene.connections.settleNumbers();
        assertThat(closes()).containsExactly("closed " + connection.id());
        assertThat(scene.registry.size()).isZero();
    }

    @Test
    void itDiesOnceUnderWhicheverNumber() {
        scene.calls.tcpInfo(first, TcpInfo.CLOSE, 3, 0);
        scene.deaths.callFailed(first, DetectedBy.READ, new SocketException("Connection timed out"));
        scene.closed(first);
        scene.connections.settleNumbers();
        assertThat(scene.registry.at(8)).isSameAs(connection);
        scene.deaths.callFailed(second, DetectedBy.READ, new SocketException("Connection timed out"));
        assertThat(scene.listener.deaths).hasSize(1);
    }

    @Test
    void itHasThePolicyUnderWhicheverNumber() {
        scene.closed(first);
        scene.connections.settleNumbers();
        scene.enforcer.use(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, NEXT));
        scene.enforcer.reapply(connection);
        assertThat(scene.calls.settings(second)).isEqualTo(NEXT);
    }

    /** Also one whose number was closed a moment ago. */
    @Test
    void aDetachingAgentPutsBackWhatItHad() {
        scene.closed(first);
        scene.connections.release();
        assertThat(scene.calls.settings(second)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.registry.size()).isZero();
        assertThat(scene.connections.areOfOne(9, inode)).isFalse();
    }

    @Test
    void anotherConnectionAtAFurtherNumberIsLeftAlone() {
        scene.calls.close(second);
        Connection other = scene.opened(scene.calls.open(8));
        scene.closed(first);
        scene.connections.settleNumbers();
        assertThat(scene.registry.at(8)).isSameAs(other);
        assertThat(scene.registry.at(9)).isSameAs(connection);
    }
}
