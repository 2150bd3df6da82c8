/**
 * One TCP socket as the kernel sees it: its keepalive options, its TCP_INFO, and its descriptor. With {@link
 * io.keepalive.agent.file} and {@link io.keepalive.agent.jdk} the only package that knows {@code sun.nio.ch} and {@code
 * sun.nio.fs}; with {@link io.keepalive.agent.proc} the only one that reads {@code /proc}.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.fault}, {@link
 * io.keepalive.agent.file}, {@link io.keepalive.agent.jdk} and {@link io.keepalive.agent.proc}.
 */
package io.keepalive.agent.kernel;
