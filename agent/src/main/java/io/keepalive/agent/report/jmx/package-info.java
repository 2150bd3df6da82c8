// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's MBean.
 *
 * <p>Lives in the agent's own class loader, and is loaded only if JMX is configured and the JVM has {@code java.management}.
 * No other package uses JMX. All values are of JDK types, so that a remote console needs no class of the agent. Written
 * without {@code StandardMBean}: see docs/adr/0008-mbean-by-hand.md.
 */
package io.keepalive.agent.report.jmx;
