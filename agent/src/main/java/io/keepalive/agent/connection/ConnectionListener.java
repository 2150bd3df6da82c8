package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;

/**
 * Is told what happens to connections. Called on whatever thread it happened on, the application's own among them: an
 * implementation must neither block nor do I/O nor throw.
 */
public interface ConnectionListener {

    /** A connection was opened or adopted (see {@link Connection#discoveredBy()}), and its policy applied. */
    void opened(Connection connection);

    /** It is gone; whoever closed it. */
    void closed(Connection connection);

    /** The application changed an option. Called for every change; {@link OptionChange#isFirstHere} tells the news. */
    void optionChanged(OptionChange change);

    /**
     * Its peer leaves probes or data unanswered; once until it answers again.
     *
     * @param info TCP_INFO with the counts, see {@link io.keepalive.agent.kernel.TcpInfo}
     */
    void suspected(Connection connection, SuspectReason reason, int info);

    /** A suspect peer answers again. */
    void recovered(Connection connection);

    /** Its peer closed long ago and the application has not; once a connection. */
    void halfClosed(Connection connection, long sinceMillis);

    /**
     * Its peer is dead; once a connection.
     *
     * @throws OutOfMemoryError where it could not be taken in; then it is to be told again
     */
    void died(Death death);

    /**
     * An option could not be set, or reads back as another value than was set; once for an option and reason.
     *
     * @param value what was to be set, in the option's unit
     * @param reason what the kernel or the JDK said
     */
    void notApplied(Connection connection, KeepaliveOption option, int value, String reason);

    /**
     * The watcher looks at the connections less often than it is asked to, so as not to take more than a hundredth of
     * a core; or does so no longer.
     *
     * @param slowed whether it has just begun
     * @param everyMillis between two rounds from now on
     * @param roundMillis what the last round has cost in processor time
     */
    void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections);

    /** The watcher has gone round, and it has cost so much processor time. */
    void roundEnded(long roundNanos);

    /** The agent itself failed somewhere; the application does not notice. */
    void agentError(String where, Throwable failure);
}
