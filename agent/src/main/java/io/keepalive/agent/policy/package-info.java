/**
 * Which settings a connection gets. Pure: no I/O, no clock, no look-ups; the same connection and the same policy
 * always give the same rule.
 *
 * <p>Lives in the agent's own class loader. Depends on the values of {@link io.keepalive.agent.kernel} alone.
 */
package io.keepalive.agent.policy;
