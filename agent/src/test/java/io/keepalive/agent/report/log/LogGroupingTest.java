// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.PeerStalled;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.time.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogGroupingTest {

    private final List<String> lines = new ArrayList<>();
    private final ManualClock time = new ManualClock();
    private final LogGrouping log = logging(Level.INFO);

    @Test
    void deathsOfOneHostAreOneLine() {
        Diagnosis dropped = Diagnosis.connectionDropped(180, 20);
        for (int i = 0; i < 20; i++) {
            die(sample(51_234 + i).diagnosis(dropped));
            time.pass(10);
        }
        assertThat(lines).isEmpty();
        assertThat(log.tick()).isEqualTo(LogGrouping.HOLD_MILLIS - 200);
        time.pass(LogGrouping.HOLD_MILLIS - 200);
        assertThat(log.tick()).isEqualTo(Long.MAX_VALUE);
        assertThat(lines)
                .containsExactly("2026-11-22T07:00:00.123Z WARN  [keepalive] peers dead: 20 connections to"
                        + " db.internal/10.0.0.2:5432, local ports 51234, 51235, 51236, 51237, 51238, 51239, 51240, 51241,"
                        + " 51242, 51243 and 10 more, rule=database, cause=keepalive_timeout, noticed by watch;"
                        + " diagnosis=connection_dropped: 180 of this process's connections to 10.0.0.2 answer,"
                        + " 20 do not: a firewall, NAT or load balancer between has forgotten these");
    }

    @Test
    void aSingleDeathIsWrittenAsItIs() {
        die(sample(51_234));
        log.flush();
        assertThat(lines).singleElement().asString().contains("] peer dead: outbound 10.0.0.1:51234 -> ");
    }

    @Test
    void differencesAreCounted() {
        die(sample(1));
        die(sample(2).rule("other").peer(SampleEvents.address("10.0.0.2", 80)));
        log.accept(new PeerDead(sample(3).death(Cause.RESET, 0, 0), true));
        log.flush();
        assertThat(lines)
                .singleElement()
                .asString()
                .contains(" WARN ")
                .endsWith(
                        "peers dead: 3 connections to db.internal/10.0.0.2, ports 5432 (2), 80 (1), local ports 1, 2, 3,"
                                + " rule=database (2), other (1), cause=keepalive_timeout (2), reset (1), noticed by watch");
    }

    @Test
    void diagnosesOfSomeAreCounted() {
        die(sample(1).diagnosis(Diagnosis.connectionDropped(1, 2)));
        die(sample(2));
        log.flush();
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith(
                        "; diagnosis=connection_dropped: 1 of this process's connections to 10.0.0.2 answers, 2 do not:"
                                + " a firewall, NAT or load balancer between has forgotten 1 of these");
    }

    @Test
    void inboundConnectionsAreListedByThePeersPorts() {
        for (int i = 0; i < 3; i++) {
            die(new SampleEvents()
                    .inbound()
                    .local(SampleEvents.address("10.0.0.1", 8080))
                    .peer(SampleEvents.address("10.0.0.9", 40_001 + i))
                    .diagnosis(Diagnosis.hostSilent(3)));
        }
        log.flush();
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith("peers dead: 3 connections from 10.0.0.9, its ports 40001, 40002, 40003, local port 8080,"
                        + " rule=database, cause=keepalive_timeout, noticed by watch; diagnosis=host_silent: none of this process's 3"
                        + " connections to 10.0.0.9 answers: its host is down, or the network to it");
    }

    @Test
    void hostsAndDirectionsHaveLinesOfTheirOwn() {
        die(sample(1));
        die(sample(2).peer(SampleEvents.address("10.0.0.3", 5432)));
        die(sample(3).inbound());
        die(sample(4));
        log.flush();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("2 connections to db.internal/10.0.0.2:5432");
    }

    @Test
    void aSuspicionIsWrittenBeforeTheDeath() {
        suspect(1);
        die(sample(1));
        suspect(2);
        die(sample(2));
        log.flush();
        assertThat(lines)
                .extracting(line -> line.replaceFirst(".*] (peer \\w+):.*:(\\d+) -> .*", "$1 $2"))
                .containsExactly("peer suspect 1", "peer dead 1", "peer suspect 2", "peer dead 2");
    }

    @Test
    void suspicionsAndRecoveriesAreGroupedToo() {
        suspect(1);
        suspect(2);
        log.accept(new PeerRecovered(sample(1).connection(), SampleEvents.NOW));
        log.accept(new PeerRecovered(sample(2).connection(), SampleEvents.NOW));
        log.flush();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .endsWith("peers suspect: 2 connections to db.internal/10.0.0.2:5432, local ports 1, 2, rule=database,"
                        + " probes unanswered");
        assertThat(lines.get(1))
                .endsWith(
                        "peers recovered: 2 connections to db.internal/10.0.0.2:5432, local ports 1, 2, rule=database");
    }

    @Test
    void theBytesThatWaitAreAdded() {
        log.accept(new PeerStalled(sample(1).connection(), 1_000, 60_000, SampleEvents.NOW));
        log.accept(new PeerStalled(sample(2).connection(), 500, 60_000, SampleEvents.NOW));
        log.flush();
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith("peers stalled: 2 connections to db.internal/10.0.0.2:5432, local ports 1, 2, rule=database;"
                        + " 1500 bytes wait here");
    }

    /** Only the first one has the explanation. */
    @Test
    void theLineExplainsWhatEndsTheWait() {
        log.accept(
                new PeerSuspect(sample(1).connection(), SuspectReason.RETRANSMISSIONS, 2 << 16, 15, SampleEvents.NOW));
        log.accept(
                new PeerSuspect(sample(2).connection(), SuspectReason.RETRANSMISSIONS, 2 << 16, 0, SampleEvents.NOW));
        log.flush();
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith(", rule=database, data retransmitted; busy-timeout is off: the kernel gives up after about"
                        + " 15 min 24 s (net.ipv4.tcp_retries2 is 15); busy-timeout: auto would end it 45 s after the peer"
                        + " fell silent");
    }

    @Test
    void otherEventsFollowWhatIsHeld() {
        die(sample(1));
        log.accept(AgentEvent.disabled(SampleEvents.AGENT, "detached", SampleEvents.NOW));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("] peer dead: ");
    }

    @Test
    void holdsABoundedNumberOfPeers() {
        for (int i = 0; i <= LogGrouping.MAX_GROUPS; i++) {
            die(sample(1).peer(SampleEvents.address("10.0." + i / 256 + "." + i % 256, 80)));
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void ignoresEventsBelowTheLogsLevel() {
        LogGrouping quiet = logging(Level.ERROR);
        quiet.accept(new PeerDead(sample(1).death(), true));
        assertThat(quiet.tick()).isEqualTo(Long.MAX_VALUE);
        quiet.close();
        assertThat(lines).containsExactly("closed");
    }

    @Test
    void writesWhatIsHeldOnClose() {
        die(sample(1));
        log.close();
        assertThat(lines).hasSize(2).endsWith("closed");
    }

    private static SampleEvents sample(int localPort) {
        return new SampleEvents().local(SampleEvents.address("10.0.0.1", localPort));
    }

    private void suspect(int localPort) {
        log.accept(new PeerSuspect(sample(localPort).connection(), SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW));
    }

    private void die(SampleEvents sample) {
        log.accept(new PeerDead(sample.death(), true));
    }

    private LogGrouping logging(Level level) {
        return new LogGrouping(new LogRateLimiter(new LogSink(level, new TextLine(), writer()), time), time);
    }

    private LogWriter writer() {
        return new LogWriter() {
            @Override
            public void write(String line) {
                lines.add(line);
            }

            @Override
            public void close() {
                lines.add("closed");
            }
        };
    }
}
