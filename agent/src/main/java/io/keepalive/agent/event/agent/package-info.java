// SPDX-License-Identifier: Apache-2.0
/**
 * Events of the agent itself: start and stop, reload, error, dropped events.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.event} and {@link
 * io.keepalive.agent.text}.
 */
package io.keepalive.agent.event.agent;
