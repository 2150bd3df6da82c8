package io.keepalive.agent.report;

import io.keepalive.agent.connection.Cause;
import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.policy.Direction;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many peers died, of what, and which. Of bounded size however many there are. Used on one thread. */
final class DeathToll {

    /** So many different peers are told apart; those met later are counted together. */
    static final int PEERS = 256;

    private static final int PEERS_NAMED = 3;

    private final long sinceMillis;
    private final Map<String, Long> byCause = new TreeMap<>();
    private final Map<String, Long> byPeer = new HashMap<>();
    private long total;
    private boolean onlyResets = true;

    /** @param sinceMillis when counting began, see {@link Time#steadyMillis} */
    DeathToll(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    long total() {
        return total;
    }

    /** Whether every one of them was reset, which is no more than worth knowing. */
    boolean isOnlyResets() {
        return onlyResets;
    }

    Map<String, Long> byCause() {
        return byCause;
    }

    void add(Death death) {
        total++;
        onlyResets &= death.cause() == Cause.RESET;
        byCause.merge(death.cause().label(), 1L, Long::sum);
        String peer = peer(death.connection());
        if (byPeer.size() < PEERS || byPeer.containsKey(peer)) {
            byPeer.merge(peer, 1L, Long::sum);
        }
    }

    /** {@code keepalive_timeout 9980; to 10.0.0.2:5432 9900, others 80}. */
    @Override
    public String toString() {
        return Ranking.text(byCause) + "; " + Ranking.text(byPeer, PEERS_NAMED) + others();
    }

    private String others() {
        long named = byPeer.values().stream()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(PEERS_NAMED)
                .mapToLong(Long::longValue)
                .sum();
        return named == total ? "" : ", others " + (total - named);
    }

    /** Who connected to this process did so from a port of no meaning. */
    private static String peer(Connection connection) {
        return connection.direction() == Direction.INBOUND
                ? "from " + Address.bracketed(connection.peer())
                : "to " + Address.hostAndPort(connection.peer());
    }
}
