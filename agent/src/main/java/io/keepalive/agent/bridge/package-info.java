// SPDX-License-Identifier: Apache-2.0
/**
 * The types that JDK classes call from the advice woven into them.
 *
 * <p>Loaded by the bootstrap loader only: {@link io.keepalive.agent.intercept.BridgeInjector} defines them there, and
 * the agent's own loader refuses to. Depends on java.base and on no other package of the agent. The classes stay for
 * the life of the JVM, and a later agent uses them. Since Java 9 they form a module of their own, created by
 * {@code io.keepalive.agent.module}, which only java.base and the agent may use.
 */
package io.keepalive.agent.bridge;
