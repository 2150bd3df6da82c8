// SPDX-License-Identifier: Apache-2.0
/**
 * Text for people and for tools: addresses, durations, timestamps, enum words, exceptions, and the escaping of text
 * from outside the agent.
 *
 * <p>Loaded twice: into the application's JVM by the agent's own class loader, and into the JVM of the command line.
 * Depends on the JDK alone.
 */
package io.keepalive.agent.text;
