/**
 * What can happen to a connection and its peer, as immutable events with their level, their fields and their sentence.
 * The events about the agent itself are in {@link io.keepalive.agent.event.agent}.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends on.
 */
package io.keepalive.agent.event;
