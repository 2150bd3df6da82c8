/**
 * The agent's own daemon threads: how they are created, how their loops survive every exception, and how their end is
 * awaited.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.proc}, {@link io.keepalive.agent.text}
 * and {@link io.keepalive.agent.time}.
 */
package io.keepalive.agent.thread;
