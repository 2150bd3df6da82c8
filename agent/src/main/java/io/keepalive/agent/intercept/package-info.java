// SPDX-License-Identifier: Apache-2.0
/**
 * The intercepted JDK methods: the list of hooks with their advice, the transformer that weaves it, and the observer that
 * passes events on to {@link io.keepalive.agent.connection}. The only package that uses Byte Buddy, of which it needs the
 * class file library alone.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.bridge}, {@link io.keepalive.agent.connection},
 * {@link io.keepalive.agent.fault}, {@link io.keepalive.agent.jdk}, {@link io.keepalive.agent.kernel},
 * {@link io.keepalive.agent.peer}, {@link io.keepalive.agent.thread} and {@link io.keepalive.agent.time}.
 */
package io.keepalive.agent.intercept;
