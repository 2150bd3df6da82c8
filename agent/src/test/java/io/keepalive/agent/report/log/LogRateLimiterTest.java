// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.event.ConnectionHalfClosed;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerEvent;
import io.keepalive.agent.event.PeerEventGroup;
import io.keepalive.agent.event.PeerEventSummary;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.time.ManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRateLimiterTest {

    private final List<String> lines = new ArrayList<>();
    private final ManualClock time = new ManualClock();
    private final LogRateLimiter limiter = new LogRateLimiter(new LogSink(Level.INFO, new TextLine(), writer()), time);

    @Test
    void writesTheFirstDeathsAndSummarizesTheRest() {
        Death death = new SampleEvents().death();
        die(death, 10_000);

        assertThat(lines).hasSize(LogRateLimiter.LINES_PER_WINDOW);
        assertThat(limiter.tick()).isEqualTo(LogRateLimiter.WINDOW_MILLIS);
        time.pass(LogRateLimiter.WINDOW_MILLIS);
        assertThat(limiter.tick()).isEqualTo(Long.MAX_VALUE);
        assertThat(lines).hasSize(LogRateLimiter.LINES_PER_WINDOW + 1);
        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW))
                .isEqualTo("2026-11-22T07:00:10.123Z WARN  [keepalive] peers dead: 9980 more in the last 10 s:"
                        + " keepalive_timeout 9980; to 10.0.0.2:5432 9980");
    }

    @Test
    void limitsTheLinesOfAnyTenSeconds() {
        die(new SampleEvents().death(), 15);
        time.pass(LogRateLimiter.WINDOW_MILLIS - 1);
        die(new SampleEvents().death(), 15);
        assertThat(lines).hasSize(LogRateLimiter.LINES_PER_WINDOW);

        time.pass(1);
        die(new SampleEvents().death(), 30);
        assertThat(lines).hasSize(LogRateLimiter.LINES_PER_WINDOW + 15);
    }

    @Test
    void namesTheCausesAndTheMostAffectedPeers() {
        die(new SampleEvents().death(), LogRateLimiter.LINES_PER_WINDOW);
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

        limiter.flush();

        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW))
                .endsWith(": keepalive_timeout 13, reset 4; from 10.0.0.5 6, to 10.0.0.3:80 5, to 10.0.0.4:80 4,"
                        + " others 2");
    }

    @Test
    void namesABoundedNumberOfPeers() {
        die(new SampleEvents().death(), LogRateLimiter.LINES_PER_WINDOW);
        for (int port = 1; port <= 2 * PeerEventSummary.PEERS; port++) {
            die(new SampleEvents().peer(SampleEvents.address("10.0.0.9", port)).death(), 1);
        }
        limiter.flush();

        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW))
                .contains(": 512 more in")
                .endsWith(", others 509");
    }

    /** A silent host is suspect on all its connections before it is dead. */
    @Test
    void summarizesSuspicionsRecoveriesAndHalfClosesToo() {
        Connection connection = new SampleEvents().connection();
        for (int i = 0; i < 1000; i++) {
            write(new PeerSuspect(connection, SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW));
            write(new PeerRecovered(connection, SampleEvents.NOW));
            write(new ConnectionHalfClosed(connection, 60_000, SampleEvents.NOW));
        }
        assertThat(lines).hasSize(3 * LogRateLimiter.LINES_PER_WINDOW);

        time.pass(LogRateLimiter.WINDOW_MILLIS);
        assertThat(limiter.tick()).isEqualTo(Long.MAX_VALUE);

        assertThat(lines.subList(3 * LogRateLimiter.LINES_PER_WINDOW, lines.size()))
                .extracting(line -> line.substring(line.indexOf("Z ") + 2))
                .containsExactly(
                        "WARN  [keepalive] connections half-closed: 980 more in the last 10 s: to 10.0.0.2:5432 980",
                        "INFO  [keepalive] peers recovered: 980 more in the last 10 s: to 10.0.0.2:5432 980",
                        "WARN  [keepalive] peers suspect: 980 more in the last 10 s:"
                                + " probes unanswered 980; to 10.0.0.2:5432 980");
    }

    /** Suspicions do not use up the lines of the deaths that follow. */
    @Test
    void limitsEachKindOfEventSeparately() {
        for (int i = 0; i < 100; i++) {
            write(new PeerSuspect(new SampleEvents().connection(), SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW));
        }
        die(new SampleEvents().death(), 100);
        assertThat(lines).hasSize(2 * LogRateLimiter.LINES_PER_WINDOW);
    }

    @Test
    void passesOtherEvents() {
        die(new SampleEvents().death(), 100);
        limiter.accept(AgentEvent.disabled(SampleEvents.AGENT, "detached", SampleEvents.NOW));

        assertThat(lines).hasSize(LogRateLimiter.LINES_PER_WINDOW + 1);
    }

    @Test
    void aSummaryOfResetsIsInfo() {
        die(new SampleEvents().death(Cause.RESET, 0, 0), 100);
        limiter.flush();

        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW)).contains("Z INFO  [keepalive] peers dead: 80 more");
    }

    @Test
    void aGroupIsOneLineOrCountsAsManyEvents() {
        PeerEventGroup group = new PeerEventGroup(new PeerDead(new SampleEvents().death(), true));
        for (int i = 1; i < 100; i++) {
            group.add(new PeerDead(new SampleEvents().death(Cause.RESET, 0, 0), true));
        }
        limiter.write(group);
        assertThat(lines).hasSize(1);
        die(new SampleEvents().death(), LogRateLimiter.LINES_PER_WINDOW);
        limiter.write(group);
        limiter.flush();
        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW))
                .endsWith("peers dead: 101 more in the last 0 ms: reset 99, keepalive_timeout 2;"
                        + " to 10.0.0.2:5432 101");
    }

    @Test
    void writesTheSummaryOnClose() {
        die(new SampleEvents().death(), 21);
        limiter.close();

        assertThat(lines.get(LogRateLimiter.LINES_PER_WINDOW)).contains("peers dead: 1 more");
        assertThat(lines).endsWith("closed");
    }

    private void write(PeerEvent event) {
        limiter.write(new PeerEventGroup(event));
    }

    private void die(Death death, int times) {
        for (int i = 0; i < times; i++) {
            write(new PeerDead(death, true));
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
