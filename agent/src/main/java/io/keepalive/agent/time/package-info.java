// SPDX-License-Identifier: Apache-2.0
/**
 * The clocks, and sleeps that an interrupt does not shorten. Intervals use the monotonic clock, because the wall clock
 * may be set.
 *
 * <p>Loaded by the agent's own class loader. Depends on the JDK alone.
 */
package io.keepalive.agent.time;
