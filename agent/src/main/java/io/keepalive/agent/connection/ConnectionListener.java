package io.keepalive.agent.connection;

/**
 * Is told what happens to connections. Called on whatever thread it happened on, the application's own among them: an
 * implementation must neither block nor do I/O nor throw.
 */
public interface ConnectionListener {

    /** A connection was opened or adopted (see {@link Connection#via()}), and its policy applied. */
    void opened(Connection connection);

    /** It is gone; whoever closed it. */
    void closed(Connection connection);

    /** Called once for a call site and not once for each change. */
    void appChanged(AppChange change);

    /** Its peer is dead; once a connection. */
    void died(Death death);

    /**
     * An option could not be set, or reads back as another value than was set; once for an option and reason.
     *
     * @param what the option's kernel name, what was to be set and what is true instead
     */
    void notApplied(Connection connection, String what);

    /** The agent itself failed somewhere; the application does not notice. */
    void agentError(String where, Throwable failure);
}
