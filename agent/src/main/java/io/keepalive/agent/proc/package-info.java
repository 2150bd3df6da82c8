/**
 * What /proc says about this host and this process, beyond a single socket: the kernel's TCP and ARP tables, and the
 * processor time of a thread.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.file}.
 */
package io.keepalive.agent.proc;
