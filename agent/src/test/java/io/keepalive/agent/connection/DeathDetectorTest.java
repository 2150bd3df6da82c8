// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
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

    private final SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
    private final FileDescriptor descriptor = sample.calls.open(7);
    private final Connection connection = sample.opened(descriptor);

    @Test
    void aDeathIsReportedWithItsEvidence() {
        sample.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 3, 0);
        sample.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        assertThat(sample.listener.deaths).singleElement().satisfies(death -> {
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

    /** With no work of its own: the watcher has stored the diagnosis. */
    @Test
    void aDeathHasTheDiagnosisOfTheLastRound() {
        Diagnosis dropped = Diagnosis.connectionDropped(180, 20);
        TestEvents.suspect(connection, dropped);
        sample.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 3, 0);
        sample.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        assertThat(sample.listener.deaths).extracting(Death::diagnosis).containsExactly(dropped);
    }

    /** A reset is an answer from the address, and the loss of this host's network explains the silence of all. */
    @ParameterizedTest
    @CsvSource({
        "KEEPALIVE_TIMEOUT, true, true",
        "RETRANSMISSION_TIMEOUT, true, true",
        "UNREACHABLE, true, true",
        "RESET, true, false",
        "LOCAL_NETWORK, false, false",
        "BACKPRESSURE_TIMEOUT, false, false"
    })
    void aDiagnosisAgreesWithTheCause(Cause cause, boolean dropped, boolean hostSilent) {
        PeerHealth health = new PeerHealth();
        assertThat(Diagnosis.of(health, cause)).isNull();
        health.setDiagnosis(Diagnosis.connectionDropped(1, 1));
        assertThat(Diagnosis.of(health, cause) != null).isEqualTo(dropped);
        health.setDiagnosis(Diagnosis.hostSilent(2));
        assertThat(Diagnosis.of(health, cause) != null).isEqualTo(hostSilent);
    }

    @Test
    void aPeerDiesOnce() {
        sample.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 3, 0);
        sample.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        sample.deaths.callFailed(descriptor, DetectedBy.WRITE, new SocketException("Broken pipe"));
        sample.deaths.callFailed(descriptor, DetectedBy.READ, TIMED_OUT);
        assertThat(sample.listener.deaths).hasSize(1);
    }

    /** The heap is full when the death is to be reported, and is not in the watcher's next round. */
    @Test
    void aDeathThatCouldNotBeReportedIsReportedLater() {
        int info = FakeSocketCalls.info(TcpInfo.CLOSE, 3, 0);
        sample.listener.outOfMemory = true;
        assertThatThrownBy(() -> sample.deaths.reportDead(connection, info, 90_000))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(connection.isDead()).isFalse();

        sample.listener.outOfMemory = false;
        sample.deaths.reportDead(connection, info, 90_000);
        assertThat(sample.listener.deaths).hasSize(1);
        assertThat(connection.isDead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 4, RETRANSMISSION_TIMEOUT", "3, 0, KEEPALIVE_TIMEOUT"})
    void theKernelsCountsDetermineTheCause(int probes, int retransmits, Cause cause) {
        sample.calls.tcpInfo(descriptor, TcpInfo.CLOSE, probes, retransmits);
        sample.deaths.callFailed(descriptor, DetectedBy.WRITE, TIMED_OUT);
        assertThat(sample.listener.deaths).extracting(Death::cause).containsExactly(cause);
    }

    /** SO_TIMEOUT, a close by another thread, an interrupt: the connection remains open. */
    @ParameterizedTest
    @ValueSource(strings = {"Read timed out", "Socket closed", "Connection timed out", "anything"})
    void noFailureIsADeathWhileTheKernelKeepsTheConnection(String message) {
        sample.deaths.callFailed(descriptor, DetectedBy.READ, new SocketTimeoutException(message));
        assertThat(sample.listener.deaths).isEmpty();
        assertThat(connection.isDead()).isFalse();
    }

    @Test
    void writingAfterAnOrderlyEndIsNoDeath() {
        sample.calls.tcpInfo(descriptor, TcpInfo.CLOSE, 0, 0);
        sample.deaths.callFailed(descriptor, DetectedBy.WRITE, new IOException("Broken pipe"));
        assertThat(sample.listener.deaths).isEmpty();
    }

    /** Probed three times, every ten seconds: the kernel gives up thirty seconds after the first probe. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 29_500, KEEPALIVE_TIMEOUT",
        "2, 0, 29_500, KEEPALIVE_TIMEOUT",
        "1, 14, 900_000, RETRANSMISSION_TIMEOUT"
    })
    void aSilentPeerIsDeadIfItsSocketVanishesAfterTheTimeLimit(
            int probes, int retransmits, long unansweredMillis, Cause cause) {
        vanish(probes, retransmits, unansweredMillis);
        assertThat(sample.listener.deaths).singleElement().satisfies(death -> {
            assertThat(death.cause()).isEqualTo(cause);
            assertThat(death.detectedBy()).isEqualTo(DetectedBy.WATCH);
            assertThat(death.probes()).isEqualTo(probes);
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 28_500", "1, 0, 5_000", "0, 3, 5_000"})
    void aSocketThatVanishesBeforeTheTimeLimitWasAborted(int probes, int retransmits, long unansweredMillis) {
        vanish(probes, retransmits, unansweredMillis);
        assertThat(sample.listener.deaths).isEmpty();
    }

    private void vanish(int probes, int retransmits, long unansweredMillis) {
        long now = 1_000_000;
        connection.recordInfo(FakeSocketCalls.info(TcpInfo.ESTABLISHED, probes, retransmits), now - 1_000);
        connection.healthOrCreate().markUnanswered(now - unansweredMillis);
        sample.calls.close(descriptor);
        sample.deaths.vanished(connection, now);
    }

    /** Its first probe is a minute away. */
    @Test
    void tcpInfoOfAShortConnectionIsNotReadAtItsEnd() {
        sample.calls.infos = 0;
        sample.closed(descriptor);
        assertThat(sample.calls.infos).isZero();
    }

    @Test
    void tcpInfoOfAnAdoptedConnectionIsReadAtItsEnd() {
        FileDescriptor native8 = sample.calls.open(8);
        sample.adopted(native8, 1);
        sample.calls.tcpInfo(native8, TcpInfo.CLOSE, 3, 0);
        sample.closed(native8);
        assertThat(sample.listener.deaths).extracting(Death::cause).containsExactly(Cause.KEEPALIVE_TIMEOUT);
    }

    @Test
    void anUnregisteredConnectionIsNotReported() {
        sample.deaths.callFailed(sample.calls.open(8), DetectedBy.READ, TIMED_OUT);
        sample.deaths.callFailed(null, DetectedBy.READ, TIMED_OUT);
        assertThat(sample.listener.deaths).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Connection reset, RESET", "No route to host, UNREACHABLE", "Connection timed out, UNKNOWN"})
    void withoutTcpInfoTheTextDeterminesTheCause(String message, Cause cause) {
        sample.calls.hideTcpInfo();
        sample.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException(message));
        assertThat(sample.listener.deaths).extracting(Death::cause).containsExactly(cause);
    }

    @Test
    void withoutTcpInfoOtherFailuresAreNoDeath() {
        sample.calls.hideTcpInfo();
        sample.deaths.callFailed(descriptor, DetectedBy.READ, new SocketTimeoutException("Read timed out"));
        sample.deaths.callFailed(descriptor, DetectedBy.READ, new SocketException("Socket closed"));
        assertThat(sample.listener.deaths).isEmpty();
    }
}
