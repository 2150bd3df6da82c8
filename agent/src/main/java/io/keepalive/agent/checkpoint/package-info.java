// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints of the JVM (CRaC, Coordinated Restore at Checkpoint): a JDK with {@code jdk.crac} writes the state of the
 * process into files, from which later processes go on. It refuses while a file or socket is open, so the agent is
 * asked to close its own before and to go on afterwards.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.fault}.
 */
package io.keepalive.agent.checkpoint;
