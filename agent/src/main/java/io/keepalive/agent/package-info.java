/**
 * The door: where the JVM comes in, and the class loader behind which everything else lives.
 *
 * <p>Loaded by the application's class loader, as the JVM demands. Depends on nothing, and knows
 * {@link io.keepalive.agent.entry} by name alone, since that is loaded by another class loader.
 */
package io.keepalive.agent;
