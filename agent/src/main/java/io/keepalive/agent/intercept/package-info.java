/**
 * Which JDK methods are intercepted, and how: the list of hooks, the advice woven into them, the transformer that
 * weaves, and the observer that takes what the advice saw to {@link io.keepalive.agent.connection}. The only package
 * that knows Byte Buddy.
 *
 * <p>Lives in the agent's own class loader; of {@link io.keepalive.agent.intercept.advice} only the bytecode leaves
 * it. Depends on {@link io.keepalive.agent.bridge}, {@link io.keepalive.agent.connection} and
 * {@link io.keepalive.agent.kernel}.
 */
package io.keepalive.agent.intercept;
