/**
 * Access to JDK methods and fields that are not public, and to memory outside the heap.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.fault}.
 */
package io.keepalive.agent.jdk;
