/**
 * What the agent saw, and where it goes: events, and the log that carries them as text or JSON.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.connection} and what that depends
 * on; nothing here is called back by them except through {@link io.keepalive.agent.connection.ConnectionListener}.
 */
package io.keepalive.agent.report;
