// SPDX-License-Identifier: Apache-2.0
/**
 * The running agent as operators see it from inside the JVM: an interface, and the immutable values that it returns.
 * Used by the MBean and by the commands that arrive from the command line.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends on.
 */
package io.keepalive.agent.management;
