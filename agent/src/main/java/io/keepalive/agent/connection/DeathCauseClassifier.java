// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.text.ErrorText.Kind;

/**
 * Decides whether a peer is dead, and of which cause. Pure.
 *
 * <p>A peer is dead when this end's kernel has ended the connection although neither end had closed it: TCP_INFO then
 * reports the state CLOSE while the descriptor is open. There are four occasions to find that out:
 *
 * <ul>
 *   <li>A read or write of the application fails: {@link #isDeath}. EPIPE is no death, because one end had closed before. A
 *       time limit of the application, or its close in another thread, leaves the kernel's state unchanged.
 *   <li>The application closes the connection: its peer is dead if the kernel had given it up, {@link #isTimeout}.
 *   <li>The watcher finds the state CLOSE after a state in which both ends were open ({@link #isOrderlyEnd} is false): the
 *       kernel had given the peer up, {@link #isTimeout}, or the peer has reset the connection, and an error is pending.
 *   <li>The descriptor is closed by native code, and the kernel does not list the connection any more: it is dead if the
 *       kernel's time limit had passed, {@link #isTimeLimitReached}; otherwise the application has aborted it.
 * </ul>
 *
 * <p>The kernel keeps the counts of unanswered probes and retransmissions after it has given a peer up, and each cause
 * leaves its own pattern (measured on Linux 6.18). The text of an exception is not enough: it is ETIMEDOUT for most causes,
 * depends on the locale, and exists only where the application reads or writes.
 */
final class DeathCauseClassifier {

    /** The watcher reads the kernel's table of queued data every two seconds, so it may see queued data that much late. */
    private static final long QUEUE_DELAY_MILLIS = 2_500;

    private DeathCauseClassifier() {}

    /**
     * Whether a failed read or write means that the peer is dead.
     *
     * @param info TCP_INFO after the failure
     * @param hasTcpInfo false on a platform without TCP_INFO, where the exception alone decides
     */
    static boolean isDeath(Kind error, int info, boolean hasTcpInfo) {
        if (error == Kind.BROKEN_PIPE) {
            return false;
        }
        return hasTcpInfo ? TcpInfo.state(info) == TcpInfo.CLOSE : error != Kind.OTHER;
    }

    /** Whether one end had closed the connection already in this state, the last one before CLOSE that was seen. */
    static boolean isOrderlyEnd(int lastInfo) {
        int state = TcpInfo.state(lastInfo);
        return state >= TcpInfo.FIN_WAIT1 && state != TcpInfo.CLOSE;
    }

    /** Whether this end's kernel has given the peer up, as opposed to the peer having reset the connection. */
    static boolean isTimeout(ClosedConnectionEvidence evidence) {
        return evidence.error() == Kind.TIMED_OUT
                || retransmissionsRanOut(evidence)
                || probesRanOut(evidence)
                || busyTimeoutRanOut(evidence)
                || userTimeoutRanOut(evidence, evidence.queuedMillis());
    }

    /**
     * Whether this end's kernel must have given the peer up by now, by what was last seen of a connection that is gone.
     * The first unanswered probe may have been seen as late as the time between two checks.
     */
    static boolean isTimeLimitReached(ClosedConnectionEvidence evidence) {
        return retransmissionsRanOut(evidence)
                || busyTimeoutRanOut(evidence)
                || evidence.probes() > 0
                        && evidence.unansweredMillis() + evidence.sinceSeenMillis()
                                >= probingMillis(evidence.settings());
    }

    /** The cause of the death of a peer that is dead, from the kernel's counts and the application's exception. */
    static Cause cause(ClosedConnectionEvidence evidence) {
        if (evidence.error() == Kind.RESET) {
            return Cause.RESET;
        }
        if (evidence.error() == Kind.UNREACHABLE) {
            return isSilence(evidence) ? timeout(evidence) : Cause.UNREACHABLE;
        }
        return isTimeout(evidence) ? timeout(evidence) : Cause.RESET;
    }

    /** The same on a platform without TCP_INFO. */
    static Cause causeWithoutTcpInfo(Kind error) {
        if (error == Kind.RESET) {
            return Cause.RESET;
        }
        return error == Kind.UNREACHABLE ? Cause.UNREACHABLE : Cause.UNKNOWN;
    }

    /**
     * The minimum age of a connection whose peer this end's kernel has given up: the first probe follows the idle time, a
     * user timeout must have passed, and the intervals between retransmissions double, from 200 ms on (TCP_RTO_MIN in
     * net/tcp.h).
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

    /** The time from the first unanswered probe until the kernel gives the peer up. */
    private static long probingMillis(KeepaliveSettings settings) {
        return settings.silenceMillis() - settings.idleMillis();
    }

    /** EHOSTUNREACH from this end's own kernel, which has received no reply; otherwise a router has sent it. */
    private static boolean isSilence(ClosedConnectionEvidence evidence) {
        return evidence.isCutOff() || evidence.isSilentNeighbour();
    }

    private static Cause timeout(ClosedConnectionEvidence evidence) {
        if (evidence.isCutOff()) {
            return Cause.LOCAL_NETWORK;
        }
        if (evidence.retransmits() > 0 || evidence.busyMillis() > 0) {
            return Cause.RETRANSMISSION_TIMEOUT;
        }
        if (evidence.probes() > 1 || probesRanOut(evidence)) {
            return Cause.KEEPALIVE_TIMEOUT;
        }
        return evidence.settings().userTimeoutMillis() > 0 ? Cause.BACKPRESSURE_TIMEOUT : Cause.UNKNOWN;
    }

    /**
     * By the user timeout if one is set; otherwise by the sysctl's limit. The kernel converts that limit to the shortest
     * time that so many retransmissions take, so a slow connection ends a few retransmissions short of it.
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
     * All probes went unanswered, the last one for its full interval. A restarted peer answers a probe with a reset, and
     * that may be the last probe.
     */
    private static boolean probesRanOut(ClosedConnectionEvidence evidence) {
        int limit = probeLimit(evidence.settings());
        boolean lastWasSentSince = evidence.probesBefore() < limit
                && evidence.sinceSeenMillis() < evidence.settings().intervalMillis();
        return evidence.probes() >= limit && !lastWasSentSince;
    }

    /** Armed by the agent, for a silent peer and data that waits: the kernel may have sent probes only (a closed window). */
    private static boolean busyTimeoutRanOut(ClosedConnectionEvidence evidence) {
        long betweenChecks =
                evidence.sinceSeenMillis() == ClosedConnectionEvidence.NEVER ? 0 : evidence.sinceSeenMillis();
        return evidence.busyMillis() > 0
                && evidence.unansweredMillis() + betweenChecks + QUEUE_DELAY_MILLIS >= evidence.busyMillis();
    }

    private static boolean userTimeoutRanOut(ClosedConnectionEvidence evidence, long seenMillis) {
        int userTimeout = evidence.settings().userTimeoutMillis();
        return userTimeout > 0 && seenMillis > 0 && seenMillis + QUEUE_DELAY_MILLIS >= userTimeout;
    }

    /**
     * How many probes go unanswered before keepalive ends a connection: the count, or, once a user timeout is set, as
     * many as fit into it, because the kernel then ignores the count (tcp_keepalive_timer in net/ipv4/tcp_timer.c).
     */
    private static int probeLimit(KeepaliveSettings settings) {
        if (settings.userTimeoutMillis() <= 0) {
            return Math.max(1, settings.count());
        }
        int left = settings.userTimeoutMillis() / 1000 - settings.idleSeconds();
        return Math.max(1, left / Math.max(1, settings.intervalSeconds()));
    }
}
