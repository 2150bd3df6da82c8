/**
 * The agent's events in Java Flight Recorder.
 *
 * <p>Lives in the agent's own class loader, and is loaded only where the JVM has {@code jdk.jfr}; the only package that
 * knows it. Compiled for Java 8 like the rest, but against the class library of the JDK that builds: the one of Java 8
 * has no such package before 8u262. The rest of the agent therefore names it by text alone.
 */
package io.keepalive.agent.report.jfr;
