// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

import io.keepalive.agent.text.EnumWord;

/**
 * What is to blame for the silence of one peer, from the other connections of this process to the same address. Immutable;
 * the watcher computes it, and any thread may read it.
 */
public final class Diagnosis {

    /** The two conclusions that the evidence allows. */
    private enum Verdict {
        CONNECTION_DROPPED,
        HOST_SILENT;

        private final String label = EnumWord.of(this);
    }

    private final Verdict verdict;
    private final int answering;
    private final int silent;

    private Diagnosis(Verdict verdict, int answering, int silent) {
        this.verdict = verdict;
        this.answering = answering;
        this.silent = silent;
    }

    /**
     * Other connections to the host answer: something between has forgotten this one.
     *
     * @param answering connections that were heard since this one fell silent
     * @param silent connections that do not answer, with this one
     */
    public static Diagnosis connectionDropped(int answering, int silent) {
        return new Diagnosis(Verdict.CONNECTION_DROPPED, answering, silent);
    }

    /**
     * None of the connections to the host answers.
     *
     * @param silent how many there are, with this one
     */
    public static Diagnosis hostSilent(int silent) {
        return new Diagnosis(Verdict.HOST_SILENT, 0, silent);
    }

    /** The conclusion as a word for reports: {@code connection_dropped} or {@code host_silent}. */
    public String label() {
        return verdict.label;
    }

    /** Whether other connections to the host answer. */
    public boolean isConnectionDropped() {
        return verdict == Verdict.CONNECTION_DROPPED;
    }

    /** How many connections to the host have been heard since this one fell silent. */
    public int answering() {
        return answering;
    }

    /** How many connections to the host do not answer. */
    public int silent() {
        return silent;
    }

    /**
     * The diagnosis as far as it agrees with the cause of a death; null where it does not. A reset is an answer from the
     * peer's address, and a loss of this host's own network explains the silence of all connections.
     */
    public static Diagnosis of(PeerHealth health, Cause cause) {
        Diagnosis found = health == null ? null : health.diagnosis();
        if (found == null || cause == Cause.LOCAL_NETWORK || cause == Cause.BACKPRESSURE_TIMEOUT) {
            return null;
        }
        return cause == Cause.RESET && !found.isConnectionDropped() ? null : found;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Diagnosis)) {
            return false;
        }
        Diagnosis that = (Diagnosis) other;
        return verdict == that.verdict && answering == that.answering && silent == that.silent;
    }

    @Override
    public int hashCode() {
        return (verdict.ordinal() * 31 + answering) * 31 + silent;
    }

    @Override
    public String toString() {
        return verdict.label + " " + answering + " answering, " + silent + " silent";
    }
}
