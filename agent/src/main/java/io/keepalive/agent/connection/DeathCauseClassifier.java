package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.text.ErrorText.Kind;

/**
 * From what is known of a closed connection to the cause of its peer's death. Pure.
 *
 * <p>The kernel keeps the counts of unanswered probes and retransmissions after it has given a peer up, and each cause
 * leaves its own pattern (measured on Linux 6.18). An exception's text alone would not do: it is ETIMEDOUT for most
 * causes, and follows the locale; and where nobody reads or writes there is none.
 */
final class DeathCauseClassifier {

    /** How late the watcher may notice that data is waiting: it looks at the kernel's table every two seconds. */
    private static final long NOTICED_LATE_MILLIS = 2_500;

    private DeathCauseClassifier() {}

    static Cause of(ClosedConnectionEvidence evidence) {
        switch (evidence.meaning()) {
            case RESET:
                return Cause.RESET;
            case UNREACHABLE:
                return isSilence(evidence) ? timeout(evidence) : Cause.UNREACHABLE;
            default:
                return isTimeout(evidence) ? timeout(evidence) : Cause.RESET;
        }
    }

    /** Whether this end's kernel has given the peer up, rather than the peer the connection. */
    static boolean isTimeout(ClosedConnectionEvidence evidence) {
        return evidence.meaning() == Kind.TIMED_OUT
                || retransmissionsRanOut(evidence)
                || probesRanOut(evidence)
                || userTimeoutRanOut(evidence, evidence.queuedMillis());
    }

    /**
     * Whether this end's kernel must have given the peer up by now, by what was last seen of a connection that is gone.
     * The first unanswered probe may have been noticed as late as the time between two looks.
     */
    static boolean isDue(ClosedConnectionEvidence evidence) {
        return retransmissionsRanOut(evidence)
                || evidence.probes() > 0
                        && evidence.unansweredMillis() + evidence.sinceSeenMillis()
                                >= probingMillis(evidence.settings());
    }

    /**
     * How old a connection must be for this end's kernel to have given its peer up: no probe goes out before the idle
     * time, no user timeout runs out before it has passed, and retransmissions take twice as long each time, from 200 ms
     * on (TCP_RTO_MIN in net/tcp.h).
     *
     * @param retransmissionLimit the sysctl tcp_retries2
     * @return milliseconds
     */
    static long earliestMillis(KeepaliveSettings settings, int retransmissionLimit) {
        long retransmitting = 200L << Math.max(0, Math.min(30, retransmissionLimit - 4));
        long withoutUserTimeout = Math.min(settings.idleMillis(), retransmitting);
        int userTimeout = settings.userTimeoutMillis();
        return userTimeout > 0 ? Math.min(withoutUserTimeout, userTimeout) : withoutUserTimeout;
    }

    /** From the first unanswered probe to the kernel's verdict. */
    private static long probingMillis(KeepaliveSettings settings) {
        return settings.silenceMillis() - settings.idleMillis();
    }

    /** This kernel itself has said so, having heard nothing, and no router on the way. */
    private static boolean isSilence(ClosedConnectionEvidence evidence) {
        return evidence.isCutOffHere() || evidence.isSilentNeighbour();
    }

    private static Cause timeout(ClosedConnectionEvidence evidence) {
        if (evidence.isCutOffHere()) {
            return Cause.LOCAL_NETWORK;
        }
        if (evidence.retransmits() > 0) {
            return Cause.RETRANSMISSION_TIMEOUT;
        }
        if (evidence.probes() > 1 || probesRanOut(evidence)) {
            return Cause.KEEPALIVE_TIMEOUT;
        }
        return evidence.settings().userTimeoutMillis() > 0 ? Cause.BACKPRESSURE_TIMEOUT : Cause.UNKNOWN;
    }

    /**
     * By the user timeout where there is one; else by the sysctl's limit, which the kernel takes as the time that so
     * many retransmissions take at the shortest, so that a slow connection dies a few short of it.
     */
    private static boolean retransmissionsRanOut(ClosedConnectionEvidence evidence) {
        if (evidence.retransmits() == 0) {
            return false;
        }
        return evidence.settings().userTimeoutMillis() > 0
                ? userTimeoutRanOut(evidence, evidence.unansweredMillis())
                : evidence.retransmits() >= Math.max(2, evidence.retransmissionLimit() - 3);
    }

    /**
     * All probes went unanswered, the last one for its full interval. A peer that has come back answers a probe with a
     * reset, and it may be the last one.
     */
    private static boolean probesRanOut(ClosedConnectionEvidence evidence) {
        int enough = probesBeforeDeath(evidence.settings());
        boolean lastWasSentSince = evidence.probesBefore() < enough
                && evidence.sinceSeenMillis() < evidence.settings().intervalSeconds() * 1000L;
        return evidence.probes() >= enough && !lastWasSentSince;
    }

    private static boolean userTimeoutRanOut(ClosedConnectionEvidence evidence, long noticedForMillis) {
        int userTimeout = evidence.settings().userTimeoutMillis();
        return userTimeout > 0 && noticedForMillis > 0 && noticedForMillis + NOTICED_LATE_MILLIS >= userTimeout;
    }

    /**
     * How many probes go unanswered before keepalive ends a connection: the count, or, once a user timeout is set, as
     * many as fit into it, for the kernel then ignores the count (tcp_keepalive_timer in net/ipv4/tcp_timer.c).
     */
    private static int probesBeforeDeath(KeepaliveSettings settings) {
        if (settings.userTimeoutMillis() <= 0) {
            return Math.max(1, settings.count());
        }
        int left = settings.userTimeoutMillis() / 1000 - settings.idleSeconds();
        return Math.max(1, left / Math.max(1, settings.intervalSeconds()));
    }
}
