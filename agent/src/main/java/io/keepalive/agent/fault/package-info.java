// SPDX-License-Identifier: Apache-2.0
/**
 * External failures that the agent must survive: exhausted memory, Thread.stop, and class transformers of other agents
 * that make a call into the JVM fail for a moment; and the health of the agent's own parts.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.time}.
 */
package io.keepalive.agent.fault;
