// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol between the command line and the agent. The command line creates a file with the request; the attach
 * API, which admits only the same user, passes the file's name to the other JVM; the agent writes the reply into the
 * same file.
 *
 * <p>Neither side trusts a name. The agent writes into the file only after it has found the token in it. The command
 * line reads through the descriptor by which it created the file, within bounds of size and form.
 *
 * <p>The two sides may be of different versions, because a JVM keeps the agent that it loaded first. Each states its
 * protocol version, and unknown fields are ignored.
 *
 * <p>Loaded on both sides: into the application's JVM by the agent's own class loader, and into the command line's JVM.
 * Depends on the JDK alone.
 */
package io.keepalive.agent.attach.protocol;
