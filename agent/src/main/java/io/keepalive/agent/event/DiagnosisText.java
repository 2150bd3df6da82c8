// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.peer.Diagnosis;

/** A diagnosis in an event: its fields, and its words for people. */
final class DiagnosisText {

    private DiagnosisText() {}

    /** Adds nothing for null. */
    static void addTo(EventFields fields, Diagnosis diagnosis) {
        if (diagnosis != null) {
            fields.text("diagnosis", diagnosis.label())
                    .number("peer.connections.answering", diagnosis.answering())
                    .number("peer.connections.silent", diagnosis.silent());
        }
    }

    /**
     * {@code ; diagnosis=host_silent: none of this process's 200 connections to 10.0.0.2 answers: ...}; empty for null.
     *
     * @param peer the address
     * @param reported what the sentence reports, such as {@code this one}
     */
    static String of(Diagnosis diagnosis, String peer, String reported) {
        if (diagnosis == null) {
            return "";
        }
        return "; diagnosis=" + diagnosis.label() + ": "
                + (diagnosis.isConnectionDropped()
                        ? dropped(diagnosis, peer, reported)
                        : "none of this process's " + diagnosis.silent() + " connections to " + peer
                                + " answers: its host is down, or the network to it");
    }

    private static String dropped(Diagnosis diagnosis, String peer, String reported) {
        int answering = diagnosis.answering();
        int silent = diagnosis.silent();
        return answering + " of this process's connections to " + peer + (answering == 1 ? " answers, " : " answer, ")
                + silent + (silent == 1 ? " does not" : " do not")
                + ": a firewall, NAT or load balancer between has forgotten " + reported;
    }
}
