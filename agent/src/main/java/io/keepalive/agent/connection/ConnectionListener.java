// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.SuspectReason;

/**
 * Receives what happens to connections, on the thread on which it happens, which may be one of the application's: an
 * implementation must not block, do I/O or throw.
 */
public interface ConnectionListener {

    /** A connection was opened or adopted (see {@link Connection#discoveredBy()}), and its policy applied. */
    void opened(Connection connection);

    /** A connection is closed, by the JDK or by native code. */
    void closed(Connection connection);

    /** The application changed an option. Called for every change; {@link OptionChange#isFirstHere} marks new ones. */
    void optionChanged(OptionChange change);

    /**
     * A peer leaves probes or data unanswered; once until it answers again.
     *
     * @param info TCP_INFO with the counts, see {@link io.keepalive.agent.kernel.TcpInfo}
     * @param retransmissionLimit the sysctl tcp_retries2 if only this limit ends the wait for data in flight, for the first
     *     connection under its rule; otherwise 0
     */
    void suspected(Connection connection, SuspectReason reason, int info, int retransmissionLimit);

    /**
     * A peer's kernel answers, and its application has not read for long; once until it reads again.
     *
     * @param queuedBytes that wait here: not sent, or not acknowledged
     * @param stalledMillis how long the peer's window has been closed
     */
    void stalled(Connection connection, long queuedBytes, long stalledMillis);

    /** A suspect peer answers again, or a stalled one reads again. */
    void recovered(Connection connection);

    /** A peer closed long ago and the application has not; once a connection. */
    void halfClosed(Connection connection, long sinceMillis);

    /**
     * A peer is dead; once a connection.
     *
     * @throws OutOfMemoryError if the report could not be queued; the caller then reports the death again later
     */
    void died(Death death);

    /**
     * An option could not be set, or reads back as another value than was set; once for an option and reason.
     *
     * @param value that was to be set, in the option's unit
     * @param reason given by the kernel or the JDK
     */
    void notApplied(Connection connection, KeepaliveOption option, int value, String reason);

    /**
     * The watcher has begun to make fewer rounds than configured, so as not to use more than a hundredth of a core, or has
     * stopped doing so.
     *
     * @param slowed whether it has begun
     * @param everyMillis the time between two rounds from now on
     * @param roundMillis the processor time of the last rounds, on average
     */
    void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections);

    /** The watcher has completed a round, which took this processor time. */
    void roundEnded(long roundNanos);

    /** The agent itself has failed, without effect on the application. */
    void agentError(String where, Throwable failure);
}
