/**
 * What is open in this process: the connections, the registry that finds them by descriptor, and what happens to one
 * between its opening and its end: the policy put on it, the application's own changes, its death and the cause.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.policy} and
 * {@link io.keepalive.agent.kernel}. Called on the application's threads by
 * {@link io.keepalive.agent.intercept} and on the agent's own thread by {@link io.keepalive.agent.watch}; tells
 * whoever listens through {@link io.keepalive.agent.connection.ConnectionListener}.
 */
package io.keepalive.agent.connection;
