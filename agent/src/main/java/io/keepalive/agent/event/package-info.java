// SPDX-License-Identifier: Apache-2.0
/**
 * Events of connections and their peers: immutable, each with a level, fields for tools and a sentence for people. Events of
 * the agent itself are in {@link io.keepalive.agent.event.agent}.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends on.
 */
package io.keepalive.agent.event;
