// SPDX-License-Identifier: Apache-2.0
/**
 * One TCP socket from the kernel's view: its keepalive options, its TCP_INFO and its descriptor. With
 * {@link io.keepalive.agent.file} and {@link io.keepalive.agent.jdk} the only package that uses {@code sun.nio.ch} and
 * {@code sun.nio.fs}; with {@link io.keepalive.agent.proc} the only one that reads {@code /proc}.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.fault},
 * {@link io.keepalive.agent.file}, {@link io.keepalive.agent.jdk}, {@link io.keepalive.agent.proc} and
 * {@link io.keepalive.agent.text}.
 */
package io.keepalive.agent.kernel;
