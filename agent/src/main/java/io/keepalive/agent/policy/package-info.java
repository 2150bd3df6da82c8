// SPDX-License-Identifier: Apache-2.0
/**
 * Which settings a connection gets. Pure: no I/O, no clock, no name resolution; the same connection and the same policy
 * always yield the same rule.
 *
 * <p>Loaded by the agent's own class loader. Depends on the values of {@link io.keepalive.agent.kernel}
 * and on {@link io.keepalive.agent.text}.
 */
package io.keepalive.agent.policy;
