// SPDX-License-Identifier: Apache-2.0
/**
 * Access to non-public methods and fields of the JDK, to off-heap memory, and to the state of classes.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.fault}.
 */
package io.keepalive.agent.jdk;
