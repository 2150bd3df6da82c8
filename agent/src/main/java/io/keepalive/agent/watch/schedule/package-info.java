// SPDX-License-Identifier: Apache-2.0
/**
 * When the watcher looks at what: the time between two rounds, and which connections each round checks in full and compares.
 * So the cost of the rounds stays limited however many connections there are, and none is left out for long.
 *
 * <p>Loaded by the agent's own class loader; used on the agent's own thread. Depends on
 * {@link io.keepalive.agent.connection}, {@link io.keepalive.agent.kernel} and {@link io.keepalive.agent.policy}.
 */
package io.keepalive.agent.watch.schedule;
