package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeathDetectorTest {

    private static final IOException TIMED_OUT = new SocketException("Connection timed out");

    private final SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = scene.calls.open(7);
    private final Connection connection = scene.opened(descriptor);

    @Test
    void aDeathIsToldWithWhatIsKnown() {
        scene.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 3, 0);
        scene.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        assertThat(scene.listener.deaths).singleElement().satisfies(death -> {
            assertThat(death.connection()).isSameAs(connection);
            assertThat(death.cause()).isEqualTo(Cause.KEEPALIVE_TIMEOUT);
            assertThat(death.detectedBy()).isEqualTo(DetectedBy.READ);
            assertThat(death.probes()).isEqualTo(3);
            assertThat(death.retransmits()).isZero();
            assertThat(death.silentMillis()).isEqualTo(90_000);
            assertThat(death.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(death.exception()).isSameAs(TIMED_OUT);
        });
        assertThat(connection.isDead()).isTrue();
        assertThat(connection.actual()).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void aPeerDiesOnce() {
        scene.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 3, 0);
        scene.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        scene.deaths.callFailed(descriptor, DetectedBy.WRITE, new SocketException("Broken pipe"));
        scene.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        assertThat(scene.listener.deaths).hasSize(1);
    }

    /** The heap is full when the death is to be told, and is not at the watcher's next look. */
    @Test
    void whatCouldNotBeToldIsToldLater() {
        int info = FakeSocketCalls.info(TcpInfo.CLOSE, 3, 0);
        scene.listener.outOfMemory = true;
        assertThatThrownBy(() -> scene.deaths.seen(connection, info, 90_000, 90_000))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(connection.isDead()).isFalse();

        scene.listener.outOfMemory = false;
        scene.deaths.seen(connection, info, 90_000, 90_000);
        assertThat(scene.listener.deaths).hasSize(1);
        assertThat(connection.isDead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 4, RETRANSMISSION_TIMEOUT", "3, 0, KEEPALIVE_TIMEOUT"})
    void theKernelsCountsTellTheCause(int probes, int retransmits, Cause cause) {
        scene.calls.tcpInfo(descriptor, TcpInfo.CLOSE, probes, retransmits);
        scene.deaths.callFailed(descriptor, DetectedBy.WRITE, TIMED_OUT);
        assertThat(scene.listener.deaths).extracting(Death::cause).containsExactly(cause);
    }

    /** SO_TIMEOUT, a close by another thread, an interrupt: the connection stands as before. */
    @ParameterizedTest
    @ValueSource(strings = {"Read timed out", "Socket closed", "Connection timed out", "anything"})
    void noFailureIsADeathWhileTheKernelHoldsTheConnection(String message) {
        scene.deaths.callFailed(descriptor, DetectedBy.READ, new SocketTimeoutException(message));
        assertThat(scene.listener.deaths).isEmpty();
        assertThat(connection.isDead()).isFalse();
    }

    @Test
    void writingAfterAnOrderlyEndIsNoDeath() {
        scene.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 0, 0);
        scene.deaths.callFailed(descriptor, DetectedBy.WRITE, new IOException("Broken pipe"));
        assertThat(scene.listener.deaths).isEmpty();
    }

    /** Probed every ten seconds, thrice: thirty after the first one the kernel gives up. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 29_500, KEEPALIVE_TIMEOUT",
        "2, 0, 29_500, KEEPALIVE_TIMEOUT",
        "1, 14, 900_000, RETRANSMISSION_TIMEOUT"
    })
    void aSilentPeerWhoseSocketVanishesWhenItsTimeHasComeIsDead(
            int probes, int retransmits, long unansweredMillis, Cause cause) {
        vanish(probes, retransmits, unansweredMillis);
        assertThat(scene.listener.deaths).singleElement().satisfies(death -> {
            assertThat(death.cause()).isEqualTo(cause);
            assertThat(death.detectedBy()).isEqualTo(DetectedBy.WATCH);
            assertThat(death.probes()).isEqualTo(probes);
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 28_500", "1, 0, 5_000", "0, 3, 5_000"})
    void oneThatVanishesBeforeHasBeenAborted(int probes, int retransmits, long unansweredMillis) {
        vanish(probes, retransmits, unansweredMillis);
        assertThat(scene.listener.deaths).isEmpty();
    }

    private void vanish(int probes, int retransmits, long unansweredMillis) {
        long now = 1_000_000;
        connection.recordInfo(FakeSocketCalls.info(TcpInfo.ESTABLISHED, probes, retransmits), now - 1_000);
        connection.healthOrCreate().unanswered(now - unansweredMillis);
        scene.calls.close(descriptor);
        scene.deaths.vanished(connection, 1_000, now);
    }

    /** Its first probe is a minute away. */
    @Test
    void aConnectionThatLivesForAMomentIsNotAskedAtItsEnd() {
        scene.calls.infos = 0;
        scene.closed(descriptor);
        assertThat(scene.calls.infos).isZero();
    }

    @Test
    void oneOfUnknownAgeIsAskedAtItsEnd() {
        FileDescriptor native8 = scene.calls.open(8);
        scene.adopted(native8, 1);
        scene.calls.tcpInfo(native8, TcpInfo.CLOSE, 3, 0);
        scene.closed(native8);
        assertThat(scene.listener.deaths).extracting(Death::cause).containsExactly(Cause.KEEPALIVE_TIMEOUT);
    }

    @Test
    void whatIsNotRegisteredCannotDie() {
        scene.deaths.callFailed(scene.calls.open(8), DetectedBy.READ, TIMED_OUT);
        scene.deaths.callFailed(null, DetectedBy.READ, TIMED_OUT);
        assertThat(scene.listener.deaths).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Connection reset, RESET", "No route to host, UNREACHABLE", "Connection timed out, UNKNOWN"})
    void withoutTheKernelsCountsTheTextHasToDo(String message, Cause cause) {
        scene.calls.hideTcpInfo();
        scene.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException(message));
        assertThat(scene.listener.deaths).extracting(Death::cause).containsExactly(cause);
    }

    @Test
    void withoutTheKernelsCountsOtherFailuresAreNoDeath() {
        scene.calls.hideTcpInfo();
        scene.deaths.callFailed(descriptor, DetectedBy.READ, new SocketTimeoutException("Read timed out"));
        scene.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException("Socket closed"));
        assertThat(scene.listener.deaths).isEmpty();
    }
}
