// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's own daemon threads: their creation, loops that continue after every exception, and waiting for their end.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.proc},
 * {@link io.keepalive.agent.text} and {@link io.keepalive.agent.time}.
 */
package io.keepalive.agent.thread;
