/**
 * The clocks, and pauses that an interrupt does not shorten. Intervals are measured by the monotonic clock, since the
 * wall clock may be set.
 *
 * <p>Lives in the agent's own class loader. Depends on the JDK alone.
 */
package io.keepalive.agent.time;
