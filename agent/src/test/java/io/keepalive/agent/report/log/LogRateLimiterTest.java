package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.SuspectReason;
import io.keepalive.agent.event.ConnectionHalfClosed;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerEventSummary;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentDisabled;
import io.keepalive.agent.time.ManualClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRateLimiterTest {

    private final List<String> lines = new ArrayList<>();
    private final ManualClock time = new ManualClock();
    private final LogRateLimiter storm = new LogRateLimiter(new LogSink(Level.INFO, new TextLine(), writer()), time);

    @Test
    void writesAFewDeathsSinglyAndTheRestAsOneLine() {
        Death death = new SampleEvents().death();
        die(death, 10_000);

        assertThat(lines).hasSize(LogRateLimiter.SINGLY);
        assertThat(storm.tick()).isEqualTo(LogRateLimiter.WINDOW_MILLIS);
        time.pass(LogRateLimiter.WINDOW_MILLIS);
        assertThat(storm.tick()).isEqualTo(Long.MAX_VALUE);
        assertThat(lines).hasSize(LogRateLimiter.SINGLY + 1);
        assertThat(lines.get(LogRateLimiter.SINGLY))
                .isEqualTo("2026-11-22T07:00:10.123Z WARN  [keepalive] peers dead: 9980 more in the last 10 s:"
                        + " keepalive_timeout 9980; to 10.0.0.2:5432 9980");
    }

    @Test
    void writesNoMoreSinglyInAnyTenSecondsHoweverTheyLie() {
        die(new SampleEvents().death(), 15);
        time.pass(LogRateLimiter.WINDOW_MILLIS - 1);
        die(new SampleEvents().death(), 15);
        assertThat(lines).hasSize(LogRateLimiter.SINGLY);

        time.pass(1);
        die(new SampleEvents().death(), 30);
        assertThat(lines).hasSize(LogRateLimiter.SINGLY + 15);
    }

    @Test
    void namesTheCausesAndTheMostAffectedPeers() {
        die(new SampleEvents().death(), LogRateLimiter.SINGLY);
        die(new SampleEvents().peer(SampleEvents.address("10.0.0.3", 80)).death(), 5);
        die(new SampleEvents().peer(SampleEvents.address("10.0.0.4", 80)).death(Cause.RESET, 0, 0), 4);
        die(
                new SampleEvents()
                        .inbound()
                        .peer(SampleEvents.address("10.0.0.5", 40_001))
                        .death(),
                3);
        die(
                new SampleEvents()
                        .inbound()
                        .peer(SampleEvents.address("10.0.0.5", 40_002))
                        .death(),
                3);
        die(new SampleEvents().peer(SampleEvents.address("::1", 80)).death(), 2);

        storm.flush();

        assertThat(lines.get(LogRateLimiter.SINGLY))
                .endsWith(": keepalive_timeout 13, reset 4; from 10.0.0.5 6, to 10.0.0.3:80 5, to 10.0.0.4:80 4,"
                        + " others 2");
    }

    @Test
    void keepsItsSizeHoweverManyPeersThereAre() {
        die(new SampleEvents().death(), LogRateLimiter.SINGLY);
        for (int port = 1; port <= 2 * PeerEventSummary.PEERS; port++) {
            die(new SampleEvents().peer(SampleEvents.address("10.0.0.9", port)).death(), 1);
        }
        storm.flush();

        assertThat(lines.get(LogRateLimiter.SINGLY)).contains(": 512 more in").endsWith(", others 509");
    }

    /** A host that falls silent is suspected on all its connections before it is dead. */
    @Test
    void suspicionsAndWhatBecomesOfThemAreSummarisedToo() {
        Connection connection = new SampleEvents().connection();
        for (int i = 0; i < 1000; i++) {
            storm.accept(new PeerSuspect(connection, SuspectReason.PROBES, 2 << 24, SampleEvents.NOW));
            storm.accept(new PeerRecovered(connection, SampleEvents.NOW));
            storm.accept(new ConnectionHalfClosed(connection, 60_000, SampleEvents.NOW));
        }
        assertThat(lines).hasSize(3 * LogRateLimiter.SINGLY);

        time.pass(LogRateLimiter.WINDOW_MILLIS);
        assertThat(storm.tick()).isEqualTo(Long.MAX_VALUE);

        assertThat(lines.subList(3 * LogRateLimiter.SINGLY, lines.size()))
                .extracting(line -> line.substring(line.indexOf("Z ") + 2))
                .containsExactly(
                        "WARN  [keepalive] connections half-closed: 980 more in the last 10 s: to 10.0.0.2:5432 980",
                        "INFO  [keepalive] peers recovered: 980 more in the last 10 s: to 10.0.0.2:5432 980",
                        "WARN  [keepalive] peers suspect: 980 more in the last 10 s:"
                                + " probes unanswered 980; to 10.0.0.2:5432 980");
    }

    /** Ten thousand suspicions leave the deaths that follow their lines. */
    @Test
    void eachKindHasItsOwnLines() {
        for (int i = 0; i < 100; i++) {
            storm.accept(
                    new PeerSuspect(new SampleEvents().connection(), SuspectReason.PROBES, 2 << 24, SampleEvents.NOW));
        }
        die(new SampleEvents().death(), 100);
        assertThat(lines).hasSize(2 * LogRateLimiter.SINGLY);
    }

    @Test
    void letsEverythingElsePass() {
        die(new SampleEvents().death(), 100);
        storm.accept(new AgentDisabled(SampleEvents.AGENT, "detached", SampleEvents.NOW));

        assertThat(lines).hasSize(LogRateLimiter.SINGLY + 1);
    }

    @Test
    void isNoMoreThanWorthKnowingWhereAllWereReset() {
        die(new SampleEvents().death(Cause.RESET, 0, 0), 100);
        storm.flush();

        assertThat(lines.get(LogRateLimiter.SINGLY)).contains("Z INFO  [keepalive] peers dead: 80 more");
    }

    @Test
    void countsNothingThatTheLogLeavesOut() {
        LogRateLimiter quiet = new LogRateLimiter(new LogSink(Level.ERROR, new TextLine(), writer()), time);
        for (int i = 0; i < 100; i++) {
            quiet.accept(new PeerDead(new SampleEvents().death(), true));
        }
        assertThat(quiet.tick()).isEqualTo(Long.MAX_VALUE);
        quiet.close();
        assertThat(lines).isEqualTo(Arrays.asList("closed"));
    }

    @Test
    void tellsTheRestWhenItIsClosed() {
        die(new SampleEvents().death(), 21);
        storm.close();

        assertThat(lines.get(LogRateLimiter.SINGLY)).contains("peers dead: 1 more");
        assertThat(lines).endsWith("closed");
    }

    private void die(Death death, int times) {
        for (int i = 0; i < times; i++) {
            storm.accept(new PeerDead(death, true));
        }
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
