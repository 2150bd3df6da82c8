// SPDX-License-Identifier: Apache-2.0
/**
 * Facts about this host and this process in /proc, beyond a single socket: the kernel's TCP and ARP tables, the
 * processor time of a thread, and whether standard error is a client's connection.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.file}.
 */
package io.keepalive.agent.proc;
