// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.PeerHealth;
import java.util.BitSet;

/**
 * What this process's connections to one address show of the host behind it: when each was last heard, and which of them are
 * silent. Pure. All times are by {@link io.keepalive.agent.time.MonotonicClock}.
 *
 * <p>An answer shows that the host was reachable after a connection fell silent only if it came later than the first probe
 * that this connection left unanswered: a host that dies answers one connection just before, and the next one never. It
 * shows that the connection was dropped only if the connection has left one more probe unanswered since the answer: an
 * outage that heals lets another connection be the first to be heard again.
 */
final class HostEvidence {

    /**
     * The error of the times: the kernel's table counts in hundredths of a second, is read in a few of these, and an answer
     * takes a round trip.
     */
    static final long ERROR_MILLIS = 100;

    /** Connections that have ended without an answer are forgotten after this time. */
    private static final long MEMORY_MILLIS = 900_000;

    private final AnswerTimes heard = new AnswerTimes();
    private final Times ended = new Times();
    private Times silentIds = new Times();
    private Times silentBefore = new Times();
    private final BitSet stillOpen = new BitSet();
    private int unknown;
    private Diagnosis last;
    /** Of all rounds: a silence that has ended counts too. */
    private long newestSilent = PeerHealth.NEVER_HEARD;

    /** A round begins. */
    void begin(long nowMillis) {
        heard.clear();
        ended.removeBelow(nowMillis - MEMORY_MILLIS);
        Times spare = silentBefore;
        silentBefore = silentIds;
        silentIds = spare;
        silentIds.clear();
        stillOpen.clear();
        unknown = 0;
    }

    /** Adds an open connection whose peer answers as far as is known, and was last heard between these times. */
    void addWell(long id, long notBefore, long notAfter) {
        if (notBefore == PeerHealth.NEVER_HEARD) {
            addUnknown(id);
        } else {
            markOpen(id);
            heard.add(notBefore, notAfter);
        }
    }

    /** Adds an open connection of which the agent knows nothing. */
    void addUnknown(long id) {
        markOpen(id);
        unknown++;
    }

    /** Adds an open connection that is silent. */
    void addSilent(long id, long firstUnansweredMillis) {
        markOpen(id);
        silentIds.add(id);
        newestSilent = Math.max(newestSilent, firstUnansweredMillis);
    }

    private void markOpen(long id) {
        int index = silentBefore.indexOf(id);
        if (index < silentBefore.size() && silentBefore.get(index) == id) {
            stillOpen.set(index);
        }
    }

    /** All connections have been added. One that was silent in the last round and is missing has ended without an answer. */
    void complete(long nowMillis) {
        heard.sort();
        silentIds.sort();
        for (int i = stillOpen.nextClearBit(0); i < silentBefore.size(); i = stillOpen.nextClearBit(i + 1)) {
            ended.add(nowMillis);
        }
    }

    /** Whether nothing is left to remember. */
    boolean isEmpty() {
        return silentIds.size() == 0 && ended.size() == 0;
    }

    /** Whether a connection was silent in the last round. */
    boolean hasSilent() {
        return silentIds.size() > 0;
    }

    /**
     * Concludes from the evidence. An answer at the same moment as the first unanswered probe counts too, unless another
     * connection has fallen silent since: the probes of connections that were opened together are sent together.
     *
     * @param health of a silent connection
     * @param lastHeardMillis about when it was last heard: those that ended before were not silent with it
     * @param toleranceMillis how late the kernel's timer may have sent its first unanswered probe
     * @param unanswered how many probes and retransmissions it has left unanswered
     * @return null where the evidence does not tell
     */
    Diagnosis conclude(PeerHealth health, long lastHeardMillis, long toleranceMillis, int unanswered) {
        if (silentIds.size() == 0) {
            return null; // The application is closing it.
        }
        long since = health.firstUnansweredMillis() + ERROR_MILLIS;
        long from = Math.min(since, newestSilent - toleranceMillis);
        int answering = heard.countFrom(from);
        int allSilent = silentIds.size() + ended.countFrom(lastHeardMillis);
        if (answering > 0) {
            boolean dropped = health.markHostAnswered(unanswered, heard.countFrom(since) > 0)
                    || heard.hasBetween(from, health.lastProbeMillis() - ERROR_MILLIS);
            return dropped ? Diagnosis.connectionDropped(answering, allSilent) : null;
        }
        return heard.size() + unknown == 0 && allSilent > 1 ? Diagnosis.hostSilent(allSilent) : null;
    }

    /** One object for equal diagnoses that follow each other. */
    Diagnosis shared(Diagnosis found) {
        last = found.equals(last) ? last : found;
        return last;
    }
}
