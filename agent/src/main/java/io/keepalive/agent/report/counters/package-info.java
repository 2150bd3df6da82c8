/**
 * What the agent has counted since its start. Updated on the thread on which something happens, read by every sink.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection}, {@link
 * io.keepalive.agent.policy} and {@link io.keepalive.agent.event.agent}, whose kinds it counts.
 */
package io.keepalive.agent.report.counters;
