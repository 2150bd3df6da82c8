/**
 * The few types that JDK code can see, because advice woven into it calls them.
 *
 * <p>Loaded by the bootstrap loader only, into which {@link io.keepalive.agent.intercept.BridgeInjector} defines
 * them; the agent's own loader refuses to. Depends on nothing but java.base, and never on another package of the
 * agent. Once defined, it stays for the life of the JVM: a later agent finds and uses it. Since Java 9 it is a module of its
 * own, made by {@code io.keepalive.agent.module}, that only java.base and the agent may use.
 */
package io.keepalive.agent.bridge;
