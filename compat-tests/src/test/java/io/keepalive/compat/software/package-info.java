// SPDX-License-Identifier: Apache-2.0
/**
 * Real software with the shipped jar: libraries and servers in pinned versions, each in a JVM and on a class path of its
 * own. {@link io.keepalive.compat.software.Software} describes one of them, {@link
 * io.keepalive.compat.software.SoftwareScenario} runs it without and with the agent, and {@link
 * io.keepalive.compat.software.CompatibilityResults} keeps what was seen for docs/compatibility.md.
 *
 * <p>The tests have the tag {@code software}: compat-tests/software runs them, and the ordinary build does not. Their
 * programs are in src/software/java.
 */
package io.keepalive.compat.software;
