// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of the peer of one connection: since when it is silent, why, who is to blame, and how long it may stay so.
 * Values and state alone; {@link io.keepalive.agent.watch} finds them out, {@link io.keepalive.agent.connection} acts on
 * them.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.text} and
 * {@link io.keepalive.agent.time}.
 */
package io.keepalive.agent.peer;
