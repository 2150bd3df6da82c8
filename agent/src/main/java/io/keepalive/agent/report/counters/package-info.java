// SPDX-License-Identifier: Apache-2.0
/**
 * Counters since the agent's start. Updated on the thread of the event, read by the sinks.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection}, {@link
 * io.keepalive.agent.policy} and {@link io.keepalive.agent.event.agent}.
 */
package io.keepalive.agent.report.counters;
