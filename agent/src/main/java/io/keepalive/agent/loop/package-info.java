/**
 * The agent's life on its own thread: puts the parts together, goes its rounds, reloads, does what it is told, and ends.
 *
 * <p>Lives in the agent's own class loader. Depends on all that the agent does inside a JVM, and nothing
 * but {@link io.keepalive.agent.entry} depends on it.
 */
package io.keepalive.agent.loop;
