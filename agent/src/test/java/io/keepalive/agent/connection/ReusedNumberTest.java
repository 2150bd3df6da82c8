// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another socket has the number of a connection whose close was not intercepted: the agent neither sets nor reports its options. */
class ReusedNumberTest {

    private static final KeepaliveSettings NEXT = KeepaliveSettings.on(77, 7, 7, 0);

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = sample.calls.open(7);
    private final Connection connection = sample.opened(descriptor);
    private FileDescriptor another;

    /** @param identified whether the watcher had checked the connection before its number was reused */
    private void replace(boolean identified) {
        if (identified) {
            assertThat(sample.comparison.reconcile(connection)).isTrue();
        }
        sample.calls.writes.clear();
        another = sample.calls.replace(descriptor);
    }

    private void assertUntouched() {
        assertThat(sample.calls.settings(another)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.calls.writes).isEmpty();
        assertThat(sample.listener.changes).isEmpty();
        assertThat(sample.calls.duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void differencesOnItAreNoChange(boolean identified) {
        replace(identified);
        assertThat(sample.comparison.reconcile(connection)).isFalse();
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPolicyIsAppliedToIt(boolean identified) {
        replace(identified);
        sample.enforcer.use(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, NEXT));
        sample.enforcer.reapply(connection);
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsRestoredOnIt(boolean identified) {
        replace(identified);
        sample.calls.applicationSets(another, KeepaliveOption.ENABLED, 1);
        sample.connections.release();
        assertThat(sample.calls.settings(another).enabled()).isEqualTo(1);
        assertThat(sample.calls.writes).isEmpty();
    }

    /** The watcher finds out whether the peer of the connection is dead, which native code has closed. */
    @Test
    void closingADatagramSocketThatGotItClosesNoConnection() {
        FileDescriptor ofNativeCode = sample.calls.open(9);
        sample.calls.addresses(ofNativeCode, Peers.at("10.0.0.1", 40_000), Peers.at("10.0.0.2", 5432));
        Connection adopted = sample.adopted(ofNativeCode, 4711);
        sample.calls.close(ofNativeCode);
        FileDescriptor datagrams = sample.calls.openNoTcp(9);
        sample.closed(datagrams);
        assertThat(sample.connections.at(9)).isSameAs(adopted);
        assertThat(adopted.socket().isClosing()).isFalse();
    }

    /** Between reading its inode and duplicating it. */
    @Test
    void theDuplicateDetectsAReuseAtTheLastMoment() {
        drift();
        sample.calls.beforeDuplicating(() -> another = sample.calls.replace(descriptor));
        assertThat(sample.comparison.reconcile(connection)).isFalse();
        assertUntouched();
    }

    private void drift() {
        assertThat(sample.comparison.reconcile(connection)).isTrue();
        sample.calls.writes.clear();
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 99);
    }

    @Test
    void itsOwnSocketIsCorrectedThroughADuplicate() {
        drift();
        assertThat(sample.comparison.reconcile(connection)).isTrue();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.listener.changes).hasSize(1);
        assertThat(sample.calls.duplicates()).isZero();
    }

    @Test
    void nothingIsDuplicatedIfNothingDiffers() {
        sample.calls.beforeDuplicating(() -> {
            throw new AssertionError("a duplicate");
        });
        assertThat(sample.comparison.reconcile(connection)).isTrue();
        int inodes = sample.calls.inodes;
        assertThat(sample.comparison.reconcile(connection)).isTrue();
        assertThat(sample.calls.inodes).as("read again").isEqualTo(inodes);
    }

    @Test
    void openingAndClosingReadNoInode() {
        int inodes = sample.calls.inodes;
        FileDescriptor next = sample.calls.open(8);
        sample.opened(next);
        sample.closed(next);
        assertThat(sample.calls.inodes).isEqualTo(inodes);
    }

    @Test
    void withoutASpareDescriptorItsNumberIsUsed() {
        drift();
        sample.calls.runOutOfDescriptors();
        assertThat(sample.comparison.reconcile(connection)).isTrue();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void withoutASpareDescriptorItsNumberIsVerified() {
        replace(true);
        sample.calls.runOutOfDescriptors();
        sample.connections.release();
        assertUntouched();
    }

    @Test
    void itsEndIsNoDeath() {
        replace(true);
        sample.calls.tcpInfo(another, TcpInfo.CLOSE, 3, 0);
        sample.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException("Connection timed out"));
        assertThat(sample.connections.closing(descriptor)).isSameAs(connection);
        assertThat(sample.listener.deaths).isEmpty();
    }

    /** A socket of the JDK that is not connected yet, at the number of an adopted connection. */
    @Test
    void optionsSetOnItAreThoseOfTheNewSocket() {
        SampleConnections app = SampleConnections.enforcing(Precedence.APP);
        FileDescriptor found = app.calls.open(7);
        app.adopted(found, 4711);
        app.calls.writes.clear();
        FileDescriptor next = app.calls.replace(found);
        app.calls.applicationSets(next, KeepaliveOption.IDLE, 99);
        app.optionChanges.set(next, KeepaliveOption.IDLE);
        assertThat(app.listener.changes).isEmpty();
        assertThat(app.calls.writes).isEmpty();
        app.opened(next);
        assertThat(app.calls.settings(next)).isEqualTo(KeepaliveSettings.on(99, 75, 9, 0));
    }

    /** Its number may be reused before it is removed from the registry. */
    @Test
    void aConnectionThatIsBeingClosedIsNotChanged() {
        drift();
        sample.connections.closing(descriptor);
        assertThat(connection.ownsNumber()).isFalse();
        assertThat(sample.comparison.reconcile(connection)).isFalse();
        assertThat(sample.calls.writes).isEmpty();
    }

    @Test
    void itsAddressIsNotTheConnections() {
        replace(false);
        assertThat(connection.local()).isNull();
        assertThat(connection.localPort()).isEqualTo(40_000);
    }

    @Test
    void aSocketReplacedDuringAdoptionIsNotAdopted() {
        FileDescriptor candidate = sample.calls.open(9);
        sample.calls.beforeDuplicating(() -> another = sample.calls.replace(candidate));
        sample.calls.writes.clear();
        assertThat(sample.adopted(candidate, 4711)).isNull();
        assertUntouched();
        assertThat(sample.registry.at(9)).isNull();
    }
}
