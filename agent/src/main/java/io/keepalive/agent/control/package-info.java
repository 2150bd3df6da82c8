/**
 * The running agent as those see it who operate it from inside the JVM: the command line's messenger and the MBean. An
 * interface, and immutable values that it gives; what stands behind it is none of their business.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends on,
 * for what there is to tell of a connection.
 */
package io.keepalive.agent.control;
