// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.peer.Silence;
import io.keepalive.agent.policy.BusyTimeout;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.UserTimeout;
import java.io.FileDescriptor;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy detects in 90 s (60/10/3), and so does its busy timeout. */
class BusyTimeoutEnforcerTest {

    private static final Silence SHORT = silence(1_000);
    private static final Silence NEARLY_OVER = new Silence(88_500, 0, 4, false, 1_000);

    private final SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
    private final FileDescriptor descriptor = sample.calls.open(7);
    private final Connection connection = sample.opened(descriptor);

    @Test
    void aUserTimeoutIsSetWhileThePeerIsSilent() {
        arm(SHORT);
        assertThat(userTimeout()).isEqualTo(90_000);
        assertThat(connection.armedMillis()).isEqualTo(90_000);
        arm(NEARLY_OVER);
        assertThat(userTimeout()).isEqualTo(90_500);
        sample.connections.notSilentWithData(connection);
        assertThat(userTimeout()).isZero();
        assertThat(connection.armedMillis()).isZero();
    }

    @Test
    void itIsSetOnceForARunOfChecks() {
        arm(SHORT);
        int writes = sample.calls.writes.size();
        arm(silence(2_000));
        arm(silence(3_000));
        assertThat(sample.calls.writes).hasSize(writes);
    }

    @Test
    void itIsNoChangeOfTheApplications() {
        arm(SHORT);
        sample.connections.reconcile(connection);
        assertThat(userTimeout()).isEqualTo(90_000);
        assertThat(sample.listener.changes).isEmpty();
        sample.connections.notSilentWithData(connection);
        sample.connections.reconcile(connection);
        assertThat(sample.listener.changes).isEmpty();
    }

    /** Another option has been changed by native code: the armed user timeout is not taken for the application's. */
    @Test
    void itIsNotTakenForAChangeBesideAnother() {
        arm(SHORT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 30);
        sample.connections.reconcile(connection);
        assertThat(sample.listener.changes)
                .allSatisfy(change -> assertThat(change.option()).isNotEqualTo(KeepaliveOption.USER_TIMEOUT));
        sample.connections.notSilentWithData(connection);
        assertThat(userTimeout()).isZero();
    }

    @Test
    void theApplicationsOwnValueStays() {
        arm(SHORT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 30_000);
        arm(silence(2_000));
        sample.connections.reconcile(connection);
        arm(silence(3_000));
        assertThat(userTimeout()).isEqualTo(30_000);
        sample.connections.notSilentWithData(connection);
        assertThat(userTimeout()).isEqualTo(30_000);
    }

    /** It comes back when the peer answers: under strictest the shorter of two applies while the peer is silent. */
    @Test
    void theApplicationsLongerValueComesBack() {
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 300_000);
        sample.connections.reconcile(connection);
        arm(SHORT);
        assertThat(userTimeout()).isEqualTo(90_000);
        sample.connections.notSilentWithData(connection);
        assertThat(userTimeout()).isEqualTo(300_000);
    }

    @Test
    void itIsSetAgainAfterTheApplicationHasSetALongerValue() {
        arm(SHORT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 300_000);
        sample.connections.reconcile(connection);
        arm(silence(2_000));
        assertThat(userTimeout()).isEqualTo(90_000);
        sample.connections.notSilentWithData(connection);
        assertThat(userTimeout()).isEqualTo(300_000);
        assertThat(sample.listener.changes).hasSize(1);
    }

    /** The value that is raised at the end does not exceed it. */
    @Test
    void theApplicationsSlightlyLongerValueIsNotExceeded() {
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 91_000);
        sample.connections.reconcile(connection);
        arm(SHORT);
        assertThat(userTimeout()).isEqualTo(90_000);
        arm(silence(89_500));
        assertThat(userTimeout()).isEqualTo(91_000);
    }

    /** New timings mean a new busy timeout. */
    @Test
    void itFollowsTheTimingsOfTheConnection() {
        arm(SHORT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 10);
        sample.calls.applicationSets(descriptor, KeepaliveOption.INTERVAL, 5);
        sample.connections.reconcile(connection);
        arm(silence(2_000));
        assertThat(userTimeout()).isEqualTo(25_000);
    }

    @Test
    void aReloadTakesItBack() {
        arm(SHORT);
        sample.connections.use(policy(Mode.ENFORCE, BusyTimeout.OFF));
        assertThat(userTimeout()).isZero();
        arm(silence(2_000));
        assertThat(userTimeout()).isZero();
    }

    @Test
    void observingTakesItBack() {
        arm(SHORT);
        sample.connections.use(policy(Mode.OBSERVE, BusyTimeout.AUTO));
        assertThat(userTimeout()).isZero();
        arm(silence(2_000));
        assertThat(userTimeout()).isZero();
    }

    @Test
    void theEndOfTheAgentTakesItBack() {
        arm(SHORT);
        sample.connections.release();
        assertThat(userTimeout()).isZero();
    }

    /** The kernel would give up what the application has written before its close earlier than without the agent. */
    @Test
    void theApplicationsCloseTakesItBack() {
        arm(SHORT);
        sample.connections.closing(descriptor);
        assertThat(userTimeout()).isZero();
    }

    @Test
    void anotherBusyTimeoutReplacesIt() {
        arm(SHORT);
        sample.connections.use(policy(Mode.ENFORCE, BusyTimeout.ofMillis(20_000)));
        arm(silence(2_000));
        assertThat(userTimeout()).isEqualTo(20_000);
    }

    /** Native code has moved the socket to another number (dup2), which the next round finds. */
    @Test
    void aSocketThatTurnsUpAgainIsNotLeftArmed() {
        sample.calls.inode(descriptor, 100);
        assertThat(connection.ownsNumber()).isTrue();
        arm(SHORT);
        FileDescriptor second = sample.calls.duplicate(descriptor, 8);
        sample.calls.close(descriptor);
        sample.connections.remove(connection);
        Connection adopted = sample.adopted(second, 100);
        assertThat(sample.calls.settings(second).userTimeoutMillis()).isZero();
        assertThat(adopted.original().userTimeoutMillis()).isZero();
    }

    /** The kernel ignores tcp_retries2 while a user timeout is set: with 8 it would end the connection after 102 s. */
    @ParameterizedTest
    @CsvSource({"60, 15, 60000", "101, 15, 101000", "102, 8, 0", "101, 8, 101000", "925, 15, 0", "90, 3, 0"})
    void theKernelsOwnLimitIsNotExceeded(int busySeconds, int retransmissionLimit, int userTimeout) {
        Connections limited = new Connections(
                sample.calls,
                policy(Mode.ENFORCE, BusyTimeout.ofMillis(busySeconds * 1_000L)),
                FakeSocketCalls.SYSTEM,
                retransmissionLimit,
                sample.listener);
        FileDescriptor another = sample.calls.open(9);
        limited.connected(another, 40_000, Peers.at("10.0.0.2", 5432), true);
        Connection opened = limited.at(9);
        opened.healthOrCreate();
        limited.silentWithData(opened, SHORT);
        assertThat(sample.calls.settings(another).userTimeoutMillis()).isEqualTo(userTimeout);
    }

    @Test
    void probesOfAClosedWindowComeMoreOftenWhileThePeerIsSilent() {
        arm(closedWindow(1_000));
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(11_250);
        sample.connections.notSilentWithData(connection);
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(120_000);
    }

    /** The kernel's sum for tcp_retries2 would be shorter with it. */
    @Test
    void dataInFlightIsSentAgainAsUsual() {
        arm(closedWindow(1_000));
        arm(silence(2_000));
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(120_000);
    }

    @Test
    void aReloadAndTheEndRestoreTheIntervals() {
        arm(closedWindow(1_000));
        sample.connections.use(policy(Mode.OBSERVE, BusyTimeout.AUTO));
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(120_000);
        sample.connections.use(policy(Mode.ENFORCE, BusyTimeout.AUTO));
        arm(closedWindow(2_000));
        sample.connections.release();
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(120_000);
    }

    @Test
    void theApplicationsCloseRestoresTheIntervals() {
        arm(closedWindow(1_000));
        sample.connections.closing(descriptor);
        assertThat(sample.calls.retryInterval(descriptor)).isEqualTo(120_000);
    }

    /** Its number belongs to another socket of the application by now, which must not be touched. */
    @Test
    void theCloseOfAReusedNumberChangesNothing() {
        assertThat(connection.ownsNumber()).isTrue();
        arm(SHORT);
        sample.calls.inode(descriptor, 4711);
        sample.connections.closing(descriptor);
        assertThat(userTimeout()).isEqualTo(90_000);
    }

    /** It was set by native code while the agent's was armed. */
    @Test
    void theApplicationsCloseLeavesItsOwnValue() {
        arm(SHORT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 30_000);
        sample.connections.closing(descriptor);
        assertThat(userTimeout()).isEqualTo(30_000);
    }

    /** A reload leaves it alone, and the watcher removes it: there is nothing that it should have. */
    @Test
    void anArmedConnectionThatIsGoneIsRemovedUnderARuleThatIsOff() {
        arm(SHORT);
        sample.calls.close(descriptor);
        connection.assign(connection.rule(), null);
        sample.connections.remove(connection);
        assertThat(sample.connections.size()).isZero();
    }

    /** Before Linux 6.15. */
    @Test
    void aKernelWithoutTheIntervalsIsUsedAsItIs() {
        sample.calls.hideRetryIntervals();
        arm(closedWindow(1_000));
        arm(closedWindow(2_000));
        assertThat(sample.listener.events).noneMatch(event -> event.startsWith("not applied"));
    }

    private static Silence closedWindow(long millis) {
        return new Silence(millis, Silence.UNKNOWN, 1, true, 1_000);
    }

    /** As for MPTCP: it is reported once, and not tried in every round. */
    @Test
    void aRefusalIsReportedOnce() {
        sample.calls.refuse(KeepaliveOption.USER_TIMEOUT, "Protocol not available");
        arm(SHORT);
        arm(silence(2_000));
        assertThat(sample.listener.events)
                .filteredOn(event -> event.startsWith("not applied"))
                .hasSize(1);
        assertThat(connection.armedMillis()).isZero();
    }

    @Test
    void nothingIsArmedWhenTheJvmEnds() {
        arm(SHORT);
        sample.connections.endBusyTimeouts();
        assertThat(userTimeout()).isZero();
        arm(silence(2_000));
        assertThat(userTimeout()).isZero();
    }

    private static Silence silence(long millis) {
        return new Silence(millis, 0, 3, false, 1_000);
    }

    private void arm(Silence silence) {
        connection.healthOrCreate();
        sample.connections.silentWithData(connection, silence);
    }

    private int userTimeout() {
        return sample.calls.settings(descriptor).userTimeoutMillis();
    }

    private static Policy policy(Mode mode, BusyTimeout busyTimeout) {
        return new Policy(
                mode,
                Precedence.STRICTEST,
                true,
                KeepaliveSettings.on(60, 10, 3, 0),
                UserTimeout.LEFT_ALONE,
                busyTimeout,
                Collections.emptyList());
    }
}
