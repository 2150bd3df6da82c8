/**
 * The agent's MBean.
 *
 * <p>Lives in the agent's own class loader, and is loaded only where JMX is asked for and the JVM has
 * {@code java.management}; the only package that knows it. All types are the JDK's own, so that a console on another
 * machine needs no class of the agent's.
 */
package io.keepalive.agent.report.jmx;
