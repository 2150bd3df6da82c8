package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.ErrorText.Meaning;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;

/**
 * From what the kernel left behind to the cause of a peer's death. Pure.
 *
 * <p>The kernel keeps the counts of unanswered probes and retransmissions after it has given a peer up, and each cause
 * leaves its own pattern (measured on Linux 6.18). An exception's text alone would not do: it is ETIMEDOUT for most
 * causes, and follows the locale.
 */
final class Verdict {

    private Verdict() {}

    /**
     * The cause of a death.
     *
     * @param meaning of the exception that the application got, or {@link Meaning#OTHER} where nobody read or wrote
     * @param info what TCP_INFO said after the death
     * @param settings what the connection had
     */
    static Cause of(Meaning meaning, int info, KeepaliveSettings settings) {
        switch (meaning) {
            case RESET:
                return Cause.RESET;
            case UNREACHABLE:
                return Cause.UNREACHABLE;
            default:
                return fromCounts(meaning, TcpInfo.probes(info), TcpInfo.retransmits(info), settings);
        }
    }

    private static Cause fromCounts(Meaning meaning, int probes, int retransmits, KeepaliveSettings settings) {
        if (retransmits > 0) {
            return Cause.RETRANSMISSION_TIMEOUT;
        }
        if (probes > 0 && probes >= probesBeforeDeath(settings)) {
            return Cause.KEEPALIVE_TIMEOUT;
        }
        if (settings.userTimeoutMillis() > 0 && meaning == Meaning.TIMED_OUT) {
            return Cause.BACKPRESSURE_TIMEOUT;
        }
        return meaning == Meaning.TIMED_OUT ? Cause.UNKNOWN : Cause.RESET;
    }

    /**
     * How many probes go unanswered before keepalive ends a connection: the count, or, once a user timeout is set, as
     * many as fit into it, for the kernel then ignores the count (tcp_keepalive_timer in net/ipv4/tcp_timer.c).
     */
    private static int probesBeforeDeath(KeepaliveSettings settings) {
        if (settings.userTimeoutMillis() <= 0) {
            return settings.count();
        }
        int left = settings.userTimeoutMillis() / 1000 - settings.idleSeconds();
        return Math.max(1, left / Math.max(1, settings.intervalSeconds()));
    }
}
