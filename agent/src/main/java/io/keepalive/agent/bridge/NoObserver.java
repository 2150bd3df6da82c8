// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.bridge;

/** The observer while no agent runs: does nothing. */
final class NoObserver implements SocketObserver {}
