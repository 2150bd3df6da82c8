/**
 * Access to non-public methods and fields of the JDK, and to off-heap memory.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.fault}.
 */
package io.keepalive.agent.jdk;
