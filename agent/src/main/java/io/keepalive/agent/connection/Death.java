// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Diagnosis;

/** The death of one peer, with the evidence of the kernel and of the application's call. Immutable. */
public final class Death {

    private final Connection connection;
    private final Cause cause;
    private final Diagnosis diagnosis;
    private final DetectedBy detectedBy;
    private final int probes;
    private final int retransmits;
    private final int busyMillis;
    private final long silentMillis;
    private final long ageMillis;
    private final long atMillis;
    private final String thread;
    private final Throwable exception;

    Death(
            Connection connection,
            Cause cause,
            Diagnosis diagnosis,
            DetectedBy detectedBy,
            int probes,
            int retransmits,
            int busyMillis,
            long silentMillis,
            long ageMillis,
            long atMillis,
            String thread,
            Throwable exception) {
        this.connection = connection;
        this.cause = cause;
        this.diagnosis = diagnosis;
        this.detectedBy = detectedBy;
        this.probes = probes;
        this.retransmits = retransmits;
        this.busyMillis = busyMillis;
        this.silentMillis = silentMillis;
        this.ageMillis = ageMillis;
        this.atMillis = atMillis;
        this.thread = thread;
        this.exception = exception;
    }

    public Connection connection() {
        return connection;
    }

    public Cause cause() {
        return cause;
    }

    /** What the other connections to the same address show; null where they do not tell. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    public DetectedBy detectedBy() {
        return detectedBy;
    }

    /** Keepalive or zero-window probes that were unanswered at the end, 0 to 255. */
    public int probes() {
        return probes;
    }

    /** Retransmissions of the data in flight that were unanswered at the end, 0 to 255. */
    public int retransmits() {
        return retransmits;
    }

    /** The busy timeout that the agent had armed, in milliseconds; 0 where it had not. */
    public int busyMillis() {
        return busyMillis;
    }

    /** For how long the peer had been silent, in milliseconds, as an estimate; -1 if unknown. */
    public long silentMillis() {
        return silentMillis;
    }

    /** For how long the connection had been open, or known since its adoption, in milliseconds. */
    public long ageMillis() {
        return ageMillis;
    }

    /** When it was detected, in milliseconds since 1970. */
    public long atMillis() {
        return atMillis;
    }

    /** The application's thread whose call failed, or null when the watcher detected it. */
    public String thread() {
        return thread;
    }

    /** The application's exception, for its class, message and stack; null when the watcher detected it. */
    public Throwable exception() {
        return exception;
    }
}
