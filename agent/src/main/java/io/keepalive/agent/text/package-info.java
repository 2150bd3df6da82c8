/**
 * Text for people and for tools: addresses, durations, timestamps, exceptions, and the escaping of text that comes from
 * outside the agent.
 *
 * <p>Loaded on both sides: into the application's JVM by the agent's own class loader, and into the command line's JVM.
 * Depends on the JDK alone.
 */
package io.keepalive.agent.text;
