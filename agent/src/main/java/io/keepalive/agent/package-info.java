/**
 * Start and stop, nothing else.
 *
 * <p>{@link io.keepalive.agent.KeepaliveAgent} is loaded by the application's class loader, as the JVM demands; it
 * starts everything else in a class loader of the agent's own.
 */
package io.keepalive.agent;
