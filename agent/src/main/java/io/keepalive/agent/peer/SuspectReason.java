// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

/** Why a peer is suspect. */
public enum SuspectReason {
    /** Keepalive or zero-window probes go unanswered. */
    PROBES("probes unanswered"),
    /** Data in flight is being retransmitted. */
    RETRANSMISSIONS("data retransmitted");

    private final String label;

    SuspectReason(String label) {
        this.label = label;
    }

    /** The reason in words, such as {@code probes unanswered}. */
    public String label() {
        return label;
    }
}
