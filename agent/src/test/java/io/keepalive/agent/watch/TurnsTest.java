package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.WatchedConnections;
import io.keepalive.agent.kernel.KeepaliveSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final KeepaliveSettings EVERY_TEN_SECONDS = new KeepaliveSettings(1, 60, 10, 3, 0);
    private static final KeepaliveSettings EVERY_SECOND = new KeepaliveSettings(1, 60, 1, 3, 0);
    private static final KeepaliveSettings WITH_USER_TIMEOUT = new KeepaliveSettings(1, 60, 10, 3, 90_000);

    private final Turns turns = new Turns();

    @Test
    void amongFewItIsEverybodysTurn() {
        assertThat(longestWait(Turns.A_ROUND, 1_000, EVERY_TEN_SECONDS)).isEqualTo(1);
    }

    @Test
    void amongManyEachWaitsForItsTurn() {
        assertThat(longestWait(4 * Turns.A_ROUND, 1_000, EVERY_TEN_SECONDS)).isEqualTo(4);
    }

    @Test
    void nobodyWaitsForLongerThanAnInterval() {
        assertThat(longestWait(100 * Turns.A_ROUND, 1_000, EVERY_TEN_SECONDS)).isEqualTo(10);
        assertThat(longestWait(100 * Turns.A_ROUND, 2_500, EVERY_TEN_SECONDS)).isEqualTo(4);
        assertThat(longestWait(100 * Turns.A_ROUND, 1_000, EVERY_SECOND)).isEqualTo(1);
    }

    @Test
    void norThanTwoSecondsWhereThereIsAUserTimeout() {
        assertThat(longestWait(100 * Turns.A_ROUND, 1_000, WITH_USER_TIMEOUT)).isEqualTo(2);
    }

    @Test
    void whoIsInTroubleIsAskedEveryTime() {
        Connection connection = WatchedConnections.with(EVERY_TEN_SECONDS, 1);
        connection.inTrouble().unanswered(1);
        for (int round = 0; round < 20; round++) {
            turns.begin(10 * Turns.A_ROUND, 1_000);
            assertThat(turns.isDue(connection)).isTrue();
        }
    }

    @Test
    void everyonesOptionsAreComparedInTime() {
        List<Connection> connections = connections(EVERY_TEN_SECONDS);
        int[] compared = new int[connections.size()];
        for (int round = 0; round < 2 * 40; round++) {
            turns.begin(10_000, 1_000);
            for (int i = 0; i < compared.length; i++) {
                if (turns.isDue(connections.get(i)) && turns.isDueForComparison(connections.get(i))) {
                    compared[i]++;
                }
            }
        }
        assertThat(compared).containsOnly(2);
    }

    /** The most rounds in a row until each of some connections is due again. */
    private int longestWait(int open, long roundMillis, KeepaliveSettings settings) {
        return connections(settings).stream()
                .mapToInt(connection -> waitOf(connection, open, roundMillis))
                .max()
                .orElseThrow();
    }

    private int waitOf(Connection connection, int open, long roundMillis) {
        int longest = 0;
        int waited = 0;
        for (int round = 0; round < 100; round++) {
            turns.begin(open, roundMillis);
            waited++;
            if (turns.isDue(connection)) {
                longest = Math.max(longest, waited);
                waited = 0;
            }
        }
        return Math.max(longest, waited);
    }

    private static List<Connection> connections(KeepaliveSettings settings) {
        return IntStream.rangeClosed(1, 40)
                .mapToObj(id -> WatchedConnections.with(settings, id))
                .toList();
    }
}
