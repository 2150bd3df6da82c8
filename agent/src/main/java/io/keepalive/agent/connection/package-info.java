// SPDX-License-Identifier: Apache-2.0
/**
 * The open connections of this process, and what happens to one from its opening to its end: the policy is applied, the
 * application changes options, the peer dies, the connection is closed.
 *
 * <p>{@link io.keepalive.agent.connection.Connections} is the entry: {@link io.keepalive.agent.intercept} calls it on the
 * application's threads, {@link io.keepalive.agent.watch} on the agent's own thread. What happens is reported to a
 * {@link io.keepalive.agent.connection.ConnectionListener}.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.policy} and
 * {@link io.keepalive.agent.kernel}.
 */
package io.keepalive.agent.connection;
