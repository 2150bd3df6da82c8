/**
 * One TCP socket as the kernel sees it: its keepalive options, its TCP_INFO, its descriptor. And files, before they are
 * opened. The only package that knows {@code sun.nio.ch}, {@code sun.nio.fs} and {@code /proc}.
 *
 * <p>Lives in the agent's own class loader. Depends on the JDK alone.
 */
package io.keepalive.agent.kernel;
