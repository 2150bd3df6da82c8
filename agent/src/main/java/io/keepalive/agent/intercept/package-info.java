// SPDX-License-Identifier: Apache-2.0
/**
 * The intercepted JDK methods: the list of hooks with their advice, the transformer that weaves it, and the observer that
 * passes events on to {@link io.keepalive.agent.connection}. The only package that uses Byte Buddy, of which it needs the
 * class file library alone.
 *
 * <p>Loaded by the agent's own class loader. Depends on {@link io.keepalive.agent.bridge}, {@link io.keepalive.agent.connection},
 * {@link io.keepalive.agent.fault}, {@link io.keepalive.agent.jdk} and {@link io.keepalive.agent.kernel}.
 */
package io.keepalive.agent.intercept;
