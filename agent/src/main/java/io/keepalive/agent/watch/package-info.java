/**
 * The reconciling thread: compares what is with what should be, and puts right what differs.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends on.
 */
package io.keepalive.agent.watch;
