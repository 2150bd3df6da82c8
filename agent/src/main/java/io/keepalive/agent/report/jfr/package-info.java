// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's events in Java Flight Recorder.
 *
 * <p>Lives in the agent's own class loader, and is loaded only if the JVM has {@code jdk.jfr}. No other package uses it.
 * Compiled for Java 8 but against the class library of the building JDK, since Java 8 has {@code jdk.jfr} only from 8u262 on.
 * The rest of the agent therefore refers to this package by name (text) alone.
 */
package io.keepalive.agent.report.jfr;
