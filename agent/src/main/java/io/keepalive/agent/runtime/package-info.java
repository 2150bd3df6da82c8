// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the agent on its own thread: assembles the components, runs the rounds, reloads, executes commands, and shuts
 * down.
 *
 * <p>Lives in the agent's own class loader. Depends on everything that the agent does inside a JVM; only {@link
 * io.keepalive.agent.startup} depends on it.
 */
package io.keepalive.agent.runtime;
