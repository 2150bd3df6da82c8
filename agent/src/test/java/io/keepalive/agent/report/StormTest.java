package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.Suspicion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormTest {

    private final List<String> lines = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final Storm storm = new Storm(new LogSink(Level.INFO, new TextLine(), writer()), time);

    @Test
    void writesAFewDeathsSinglyAndTheRestAsOneLine() {
        Death death = new Sample().death();
        die(death, 10_000);

        assertThat(lines).hasSize(Storm.SINGLY);
        assertThat(storm.tick()).isEqualTo(Storm.WINDOW_MILLIS);
        time.pass(Storm.WINDOW_MILLIS);
        assertThat(storm.tick()).isEqualTo(Long.MAX_VALUE);
        assertThat(lines).hasSize(Storm.SINGLY + 1);
        assertThat(lines.get(Storm.SINGLY))
                .isEqualTo("2026-11-22T07:00:10.123Z WARN  [keepalive] peers dead: 9980 more in the last 10 s:"
                        + " keepalive_timeout 9980; to 10.0.0.2:5432 9980");
    }

    @Test
    void writesNoMoreSinglyInAnyTenSecondsHoweverTheyLie() {
        die(new Sample().death(), 15);
        time.pass(Storm.WINDOW_MILLIS - 1);
        die(new Sample().death(), 15);
        assertThat(lines).hasSize(Storm.SINGLY);

        time.pass(1);
        die(new Sample().death(), 30);
        assertThat(lines).hasSize(Storm.SINGLY + 15);
    }

    @Test
    void namesTheCausesAndTheMostAffectedPeers() {
        die(new Sample().death(), Storm.SINGLY);
        die(new Sample().peer(Sample.address("10.0.0.3", 80)).death(), 5);
        die(new Sample().peer(Sample.address("10.0.0.4", 80)).death(Cause.RESET, 0, 0), 4);
        die(new Sample().inbound().peer(Sample.address("10.0.0.5", 40_001)).death(), 3);
        die(new Sample().inbound().peer(Sample.address("10.0.0.5", 40_002)).death(), 3);
        die(new Sample().peer(Sample.address("::1", 80)).death(), 2);

        storm.flush();

        assertThat(lines.get(Storm.SINGLY))
                .endsWith(": keepalive_timeout 13, reset 4; from 10.0.0.5 6, to 10.0.0.3:80 5, to 10.0.0.4:80 4,"
                        + " others 2");
    }

    @Test
    void keepsItsSizeHoweverManyPeersThereAre() {
        die(new Sample().death(), Storm.SINGLY);
        for (int port = 1; port <= 2 * Toll.PEERS; port++) {
            die(new Sample().peer(Sample.address("10.0.0.9", port)).death(), 1);
        }
        storm.flush();

        assertThat(lines.get(Storm.SINGLY)).contains(": 512 more in").endsWith(", others 509");
    }

    /** A host that falls silent is suspected on all its connections before it is dead. */
    @Test
    void suspicionsAndWhatBecomesOfThemAreSummarisedToo() {
        Connection connection = new Sample().connection();
        for (int i = 0; i < 1000; i++) {
            storm.accept(new PeerSuspect(connection, Suspicion.PROBES, 2 << 24, Sample.NOW));
            storm.accept(new PeerRecovered(connection, Sample.NOW));
            storm.accept(new ConnectionHalfClosed(connection, 60_000, Sample.NOW));
        }
        assertThat(lines).hasSize(3 * Storm.SINGLY);

        time.pass(Storm.WINDOW_MILLIS);
        assertThat(storm.tick()).isEqualTo(Long.MAX_VALUE);

        assertThat(lines.subList(3 * Storm.SINGLY, lines.size()))
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
            storm.accept(new PeerSuspect(new Sample().connection(), Suspicion.PROBES, 2 << 24, Sample.NOW));
        }
        die(new Sample().death(), 100);
        assertThat(lines).hasSize(2 * Storm.SINGLY);
    }

    @Test
    void letsEverythingElsePass() {
        die(new Sample().death(), 100);
        storm.accept(new AgentDisabled(Sample.AGENT, "detached", Sample.NOW));

        assertThat(lines).hasSize(Storm.SINGLY + 1);
    }

    @Test
    void isNoMoreThanWorthKnowingWhereAllWereReset() {
        die(new Sample().death(Cause.RESET, 0, 0), 100);
        storm.flush();

        assertThat(lines.get(Storm.SINGLY)).contains("Z INFO  [keepalive] peers dead: 80 more");
    }

    @Test
    void countsNothingThatTheLogLeavesOut() {
        Storm quiet = new Storm(new LogSink(Level.ERROR, new TextLine(), writer()), time);
        for (int i = 0; i < 100; i++) {
            quiet.accept(new PeerDead(new Sample().death(), true));
        }
        assertThat(quiet.tick()).isEqualTo(Long.MAX_VALUE);
        quiet.close();
        assertThat(lines).isEqualTo(Arrays.asList("closed"));
    }

    @Test
    void tellsTheRestWhenItIsClosed() {
        die(new Sample().death(), 21);
        storm.close();

        assertThat(lines.get(Storm.SINGLY)).contains("peers dead: 1 more");
        assertThat(lines).endsWith("closed");
    }

    private void die(Death death, int times) {
        for (int i = 0; i < times; i++) {
            storm.accept(new PeerDead(death, true));
        }
    }

    private LineWriter writer() {
        return new LineWriter() {
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
