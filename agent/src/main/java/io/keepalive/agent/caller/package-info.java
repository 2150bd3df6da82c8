// SPDX-License-Identifier: Apache-2.0
/**
 * Which code and which thread of the application requested an operation: the call site in a stack trace, and the thread
 * that started an asynchronous connect.
 *
 * <p>Loaded by the agent's own class loader. Called on application threads. Depends on
 * {@link io.keepalive.agent.kernel}, for descriptors.
 */
package io.keepalive.agent.caller;
