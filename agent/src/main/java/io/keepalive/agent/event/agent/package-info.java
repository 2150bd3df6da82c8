/**
 * What can happen to the agent itself: its start and end, a reload, an error, events that were dropped.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.event} and {@link
 * io.keepalive.agent.text}.
 */
package io.keepalive.agent.event.agent;
