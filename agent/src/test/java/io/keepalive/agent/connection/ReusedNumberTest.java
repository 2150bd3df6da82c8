package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another socket has the number of a connection whose close nobody saw: nothing is set on it, or said for what it has. */
class ReusedNumberTest {

    private static final KeepaliveSettings NEXT = KeepaliveSettings.on(77, 7, 7, 0);

    private final SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = scene.calls.open(7);
    private final Connection connection = scene.opened(descriptor);
    private FileDescriptor another;

    /** @param recognised whether the watcher has looked at the connection before its number was used again */
    private void replace(boolean recognised) {
        if (recognised) {
            assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        }
        scene.calls.writes.clear();
        another = scene.calls.replace(descriptor);
    }

    private void assertUntouched() {
        assertThat(scene.calls.settings(another)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes).isEmpty();
        assertThat(scene.calls.duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDiffersOnItIsNoChange(boolean recognised) {
        replace(recognised);
        assertThat(scene.optionChanges.reconcile(connection)).isFalse();
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPolicyReachesIt(boolean recognised) {
        replace(recognised);
        scene.enforcer.use(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, NEXT));
        scene.enforcer.reapply(connection);
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsPutBackOnIt(boolean recognised) {
        replace(recognised);
        scene.calls.applicationSets(another, KeepaliveOption.ENABLED, 1);
        scene.connections.release();
        assertThat(scene.calls.settings(another).enabled()).isEqualTo(1);
        assertThat(scene.calls.writes).isEmpty();
    }

    /** Between the look at its inode and the duplicate. */
    @Test
    void atTheLastMomentTheDuplicateTells() {
        drift();
        scene.calls.beforeDuplicating(() -> another = scene.calls.replace(descriptor));
        assertThat(scene.optionChanges.reconcile(connection)).isFalse();
        assertUntouched();
    }

    private void drift() {
        assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        scene.calls.writes.clear();
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 99);
    }

    @Test
    void whatIsItsOwnIsPutRightThroughADuplicate() {
        drift();
        assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.listener.changes).hasSize(1);
        assertThat(scene.calls.duplicates()).isZero();
    }

    @Test
    void whereNothingDiffersNothingIsDuplicated() {
        scene.calls.beforeDuplicating(() -> {
            throw new AssertionError("a duplicate");
        });
        assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        int inodes = scene.calls.inodes;
        assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        assertThat(scene.calls.inodes).as("asked for again").isEqualTo(inodes);
    }

    @Test
    void whoeverOpensOrClosesIsNotHeldUpByIdentity() {
        int inodes = scene.calls.inodes;
        FileDescriptor next = scene.calls.open(8);
        scene.opened(next);
        scene.closed(next);
        assertThat(scene.calls.inodes).isEqualTo(inodes);
    }

    @Test
    void withoutADescriptorToSpareItsNumberIsUsed() {
        drift();
        scene.calls.runOutOfDescriptors();
        assertThat(scene.optionChanges.reconcile(connection)).isTrue();
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void withoutADescriptorToSpareItsNumberIsStillDoubted() {
        replace(true);
        scene.calls.runOutOfDescriptors();
        scene.connections.release();
        assertUntouched();
    }

    @Test
    void itsEndIsNobodysDeath() {
        replace(true);
        scene.calls.tcpInfo(another, TcpInfo.CLOSE, 3, 0);
        scene.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException("Connection timed out"));
        assertThat(scene.connections.closing(descriptor)).isSameAs(connection);
        assertThat(scene.listener.deaths).isEmpty();
    }

    /** As the JDK's object for a socket of its own that is no connection yet, at the number of one that was adopted. */
    @Test
    void whatTheApplicationSetsOnItIsItsOwnChoice() {
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

    /** Its number may be given to somebody else before the registry hears of it. */
    @Test
    void whatTheApplicationIsClosingIsLeftAlone() {
        drift();
        scene.connections.closing(descriptor);
        assertThat(connection.ownsNumber()).isFalse();
        assertThat(scene.optionChanges.reconcile(connection)).isFalse();
        assertThat(scene.calls.writes).isEmpty();
    }

    @Test
    void anAddressThatIsToldByItIsNotTheConnections() {
        replace(false);
        assertThat(connection.local()).isNull();
        assertThat(connection.localPort()).isEqualTo(40_000);
    }

    @Test
    void whatIsAnotherSocketByTheTimeOfAdoptionIsNotAdopted() {
        FileDescriptor stranger = scene.calls.open(9);
        scene.calls.beforeDuplicating(() -> another = scene.calls.replace(stranger));
        scene.calls.writes.clear();
        assertThat(scene.adopted(stranger, 4711)).isNull();
        assertUntouched();
        assertThat(scene.registry.at(9)).isNull();
    }
}
