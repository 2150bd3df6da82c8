package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.TopCounts;
import io.keepalive.agent.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many peers the same happened to, why, and which. Of bounded size however many there are. Used on one thread. */
public final class PeerEventSummary {

    /** So many different peers are told apart; those met later are counted together. */
    public static final int PEERS = 256;

    private static final int PEERS_NAMED = 3;

    private final long sinceMillis;
    private final String name;
    private final String together;
    private final Map<String, Long> byReason = new TreeMap<>();
    private final Map<String, Long> byPeer = new HashMap<>();
    private long total;
    private Level level;

    /**
     * @param first says what it is that happens; is not counted yet
     * @param sinceMillis when counting began, see {@link Clock#monotonicMillis}
     */
    public PeerEventSummary(PeerEvent first, long sinceMillis) {
        this.name = first.name();
        this.together = first.summaryName();
        this.level = first.level();
        this.sinceMillis = sinceMillis;
    }

    /** The name of each of the events. */
    String name() {
        return name;
    }

    /** What happened, such as {@code peers dead}. */
    String together() {
        return together;
    }

    public long sinceMillis() {
        return sinceMillis;
    }

    long total() {
        return total;
    }

    /** The level of what mattered most. */
    Level level() {
        return level;
    }

    Map<String, Long> byReason() {
        return byReason;
    }

    /** Counts one more event. */
    public void add(PeerEvent event) {
        total++;
        level = event.level().compareTo(level) > 0 ? event.level() : level;
        if (event.reason() != null) {
            byReason.merge(event.reason(), 1L, Long::sum);
        }
        String peer = peer(event.connectionFacts().connection());
        if (byPeer.size() < PEERS || byPeer.containsKey(peer)) {
            byPeer.merge(peer, 1L, Long::sum);
        }
    }

    /** {@code keepalive_timeout 9980; to 10.0.0.2:5432 9900, others 80}. */
    @Override
    public String toString() {
        return (byReason.isEmpty() ? "" : TopCounts.text(byReason) + "; ")
                + TopCounts.text(byPeer, PEERS_NAMED)
                + others();
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
                ? "from " + Addresses.bracketed(connection.peer())
                : "to " + Addresses.hostAndPort(connection.peer());
    }
}
