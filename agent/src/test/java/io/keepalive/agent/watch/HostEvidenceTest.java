// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
import org.junit.jupiter.api.Test;

/** Connection 1 has been silent since 100 s, and was last heard 60 s before. */
class HostEvidenceTest {

    private static final long FIRST = 100_000;
    private static final long LAST_HEARD = FIRST - 60_000;

    private final HostEvidence host = new HostEvidence();
    private final PeerHealth health = new PeerHealth();
    private long now = FIRST;

    HostEvidenceTest() {
        health.markUnanswered(FIRST);
        begin();
    }

    @Test
    void anAnswerBeforeDoesNotTell() {
        host.addWell(2, FIRST - 1_000, FIRST - 1_000);
        assertThat(afterRetransmissions(3)).isNull();
    }

    @Test
    void aRetransmissionAfterAnAnswerShowsThatTheConnectionWasDropped() {
        host.addWell(2, FIRST + 1_000, FIRST + 1_000);
        host.addWell(3, FIRST - 1_000, FIRST - 1_000);
        assertThat(afterRetransmissions(3)).isNull();
        nextRound();
        host.addWell(2, FIRST + 1_000, FIRST + 1_000);
        host.addWell(3, FIRST - 1_000, FIRST - 1_000);
        assertThat(afterRetransmissions(4)).isEqualTo(Diagnosis.connectionDropped(1, 1));
    }

    @Test
    void aProbeAfterAnAnswerDoesTooAtOnce() {
        host.addWell(2, FIRST + 1_000, FIRST + 1_000);
        assertThat(conclude(FIRST + 10_000, 2)).isEqualTo(Diagnosis.connectionDropped(1, 1));
    }

    /** Probes that are sent together: which one came first is within the error of the times. */
    @Test
    void anAnswerAtTheSameMomentCounts() {
        host.addWell(2, FIRST - 50, FIRST - 50);
        assertThat(conclude(FIRST + 10_000, 2)).isEqualTo(Diagnosis.connectionDropped(1, 1));
    }

    /** The host has died between the two probes. */
    @Test
    void anAnswerAtTheSameMomentDoesNotCountIfMoreFallSilent() {
        host.addWell(2, FIRST - 50, FIRST - 50);
        host.addSilent(3, FIRST + 5_000);
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
    }

    @Test
    void allSilent() {
        host.addSilent(2, FIRST + 5_000);
        assertThat(conclude(FIRST + 10_000, 2)).isEqualTo(Diagnosis.hostSilent(2));
    }

    @Test
    void aloneItDoesNotTell() {
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
    }

    @Test
    void oneThatGivesNoEvidenceMayAnswer() {
        host.addSilent(2, FIRST + 5_000);
        host.addUnknown(3);
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
    }

    @Test
    void oneThatWasNeverHeardMayAnswer() {
        host.addSilent(2, FIRST + 5_000);
        host.addWell(3, PeerHealth.NEVER_HEARD, PeerHealth.NEVER_HEARD);
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
    }

    @Test
    void theSilentOnesThatHaveEndedCountOnce() {
        host.addSilent(2, FIRST - 20_000);
        conclude(FIRST + 10_000, 2);
        nextRound();
        assertThat(conclude(FIRST + 10_000, 2)).isEqualTo(Diagnosis.hostSilent(2));
        nextRound();
        assertThat(conclude(FIRST + 10_000, 2)).isEqualTo(Diagnosis.hostSilent(2));
    }

    /** Its death belongs to an earlier outage. */
    @Test
    void oneThatEndedBeforeThisOneWasHeardDoesNotCount() {
        PeerHealth later = new PeerHealth();
        later.markUnanswered(FIRST + 200_000);
        host.addSilent(2, FIRST - 20_000);
        conclude(FIRST + 10_000, 2);
        nextRound();
        conclude(FIRST + 10_000, 2);
        now = FIRST + 220_000;
        nextRound();
        later.recordProbes(FIRST + 200_000, FIRST + 210_000);
        assertThat(host.conclude(later, FIRST + 140_000, 0, 2)).isNull();
    }

    @Test
    void oneThatHasRecoveredHasNotEnded() {
        host.addSilent(2, FIRST + 1_000);
        conclude(FIRST + 10_000, 2);
        nextRound();
        host.addWell(2, PeerHealth.NEVER_HEARD, PeerHealth.NEVER_HEARD);
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
        nextRound();
        assertThat(conclude(FIRST + 10_000, 2)).isNull();
    }

    private void nextRound() {
        now += 1_000;
        begin();
    }

    private void begin() {
        host.begin(now);
        host.addSilent(1, FIRST);
    }

    private Diagnosis afterRetransmissions(int number) {
        return conclude(PeerHealth.NEVER_HEARD, number);
    }

    private Diagnosis conclude(long lastProbeMillis, int unanswered) {
        host.complete(now);
        health.recordProbes(FIRST, lastProbeMillis);
        return host.conclude(health, LAST_HEARD, 100, unanswered);
    }
}
