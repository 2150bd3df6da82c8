// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.DyingConnections;
import io.keepalive.agent.connection.Origin;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.SocketRows;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reported of a connection that the kernel has not closed. No peer dies in this test. */
class PeerWatchTest {

    private static final int HALF_CLOSED_AFTER = 60_000;
    private static final int STALLED_AFTER = 60_000;

    private final FakeTable table = new FakeTable();
    private final SendQueues queues = new SendQueues(table);
    private final List<String> reported = new ArrayList<>();
    private final ConnectionListener listener = instead(ConnectionListener.class, (proxy, method, arguments) -> {
        reported.add(method.getName());
        return null;
    });
    private final Connections connections = new DyingConnections().connections();
    private final PeerWatch watch = new PeerWatch(
            connections,
            listener,
            new LocalNetworkState(null, queues),
            new UnacknowledgedData(connections, queues),
            new PeerDiagnosis(connections, new FakeTimers()),
            new StallDetector(queues, listener));
    private final FileDescriptor descriptor = new FileDescriptor();
    private final Connection connection = connection();
    private long now = 1_000;

    @Test
    void aPeerIsSuspectOnceUntilItAnswers() {
        check(TcpInfo.ESTABLISHED, 1, 0);
        assertThat(reported).isEmpty();
        check(TcpInfo.ESTABLISHED, 2, 0);
        check(TcpInfo.ESTABLISHED, 3, 0);
        assertThat(reported).containsExactly("suspected");
        check(TcpInfo.ESTABLISHED, 0, 0);
        check(TcpInfo.ESTABLISHED, 0, 2);
        assertThat(reported).containsExactly("suspected", "recovered", "suspected");
    }

    /** LAST_ACK and TIME_WAIT with a descriptor that is still open: only the kernels exchange segments. */
    @ParameterizedTest
    @ValueSource(ints = {TcpInfo.LAST_ACK, TcpInfo.CLOSING, TcpInfo.TIME_WAIT})
    void noPeerIsSuspectAfterBothHaveClosed(int state) {
        check(state, 3, 0);
        check(state, 0, 3);
        check(state, 0, 0);
        assertThat(reported).isEmpty();
    }

    /** Both ends close, or the kernel gives up a connection that one of them had closed: no death, and no suspect any more. */
    @Test
    void aSuspectThatEndsInOrderIsSuspectNoMore() {
        check(TcpInfo.CLOSE_WAIT, 0, 2);
        assertThat(connection.health().isSuspect()).isTrue();
        check(TcpInfo.CLOSE, 0, 2);
        assertThat(connection.health()).isNull();
        assertThat(reported).containsExactly("suspected");
    }

    /** Its death may be reported by the application's own call, with what the watcher has seen. */
    @Test
    void whatIsKnownOfASuspectStaysUntilItsDeathIsReported() {
        check(TcpInfo.ESTABLISHED, 0, 2);
        check(TcpInfo.CLOSE, 0, 2);
        assertThat(connection.health().isSuspect()).isTrue();
    }

    @Test
    void aLeakIsReportedOnce() {
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        now += HALF_CLOSED_AFTER;
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        now += HALF_CLOSED_AFTER;
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        assertThat(reported).containsExactly("halfClosed");
    }

    @Test
    void aPeerIsStalledOnceUntilItReads() {
        closeWindow(STALLED_AFTER - 2);
        assertThat(reported).isEmpty();
        assertThat(connection.health()).isNull();
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 5_000, SocketRow.WINDOW_PROBE_TIMER, 79_980));
        check(TcpInfo.ESTABLISHED, 0, 0);
        check(TcpInfo.ESTABLISHED, 1, 0);
        assertThat(reported).containsExactly("stalled");
        assertThat(connection.health().isStalled()).isTrue();
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 0, 2, 60_000));
        check(TcpInfo.ESTABLISHED, 0, 0);
        check(TcpInfo.ESTABLISHED, 0, 0);
        assertThat(reported).containsExactly("stalled", "recovered");
        assertThat(connection.health()).isNull();
    }

    /** Its host falls silent, and answers again while its application still does not read. */
    @Test
    void aStalledPeerThatFallsSilentIsSuspectAndNotStalled() {
        closeWindow(STALLED_AFTER);
        check(TcpInfo.ESTABLISHED, 2, 0);
        assertThat(reported).containsExactly("stalled", "suspected");
        assertThat(connection.health().isStalled()).isFalse();
        check(TcpInfo.ESTABLISHED, 0, 0);
        assertThat(reported).containsExactly("stalled", "suspected", "recovered", "stalled");
        assertThat(connection.health().isSuspect()).isFalse();
    }

    @Test
    void aSuspectPeerIsNotStalled() {
        check(TcpInfo.ESTABLISHED, 2, 0);
        closeWindow(STALLED_AFTER, 3);
        check(TcpInfo.ESTABLISHED, 1, 0);
        assertThat(reported).containsExactly("suspected");
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 0, 2, 60_000));
        check(TcpInfo.ESTABLISHED, 0, 0);
        assertThat(reported).containsExactly("suspected", "recovered");
    }

    @Test
    void aStalledPeerThatHasClosedIsAlsoALeak() {
        closeWindow(STALLED_AFTER);
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        now += HALF_CLOSED_AFTER;
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 0, 2, 60_000));
        check(TcpInfo.CLOSE_WAIT, 0, 0);
        assertThat(reported).containsExactly("stalled", "halfClosed", "recovered");
    }

    private void closeWindow(long millis) {
        closeWindow(millis, 0);
    }

    /** The window is closed for so long; the probe timer expires long afterwards. */
    private void closeWindow(long millis, int probes) {
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 5_000, SocketRow.WINDOW_PROBE_TIMER, 100_000));
        check(TcpInfo.ESTABLISHED, probes, 0);
        now += millis;
        readTable(SocketRows.of(LocalNetworkStateTest.INODE, 5_000, SocketRow.WINDOW_PROBE_TIMER, 100_000 - millis));
        check(TcpInfo.ESTABLISHED, probes, 0);
    }

    private void readTable(SocketRow row) {
        now += 1;
        table.rows = new SocketRow[] {row};
        queues.detectStalls(STALLED_AFTER);
        queues.begin(now);
    }

    private void check(int state, int probes, int retransmits) {
        watch.begin(new WatchSettings(1_000, 2, HALF_CLOSED_AFTER, STALLED_AFTER), now, 1_000);
        watch.check(connection, state | retransmits << 16 | probes << 24);
        watch.reportSuspects();
    }

    private Connection connection() {
        SocketCalls calls = instead(SocketCalls.class, (proxy, method, arguments) -> {
            if (method.getReturnType() == boolean.class) {
                return false;
            }
            return method.getReturnType() == int.class ? (Object) 7 : null;
        });
        Origin origin = new Origin(Direction.OUTBOUND, DiscoveredBy.INTERCEPTED, null, null, "main", null, true);
        return new Connection(1, TcpSocket.of(calls, descriptor, 7, 0), origin, now);
    }

    private static <T> T instead(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
