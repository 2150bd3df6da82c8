// SPDX-License-Identifier: Apache-2.0
/**
 * The watcher: makes rounds over the open connections, independently of interception. It detects dead peers, corrects options
 * that have changed, removes connections that are closed, and adopts those whose opening was not intercepted.
 *
 * <p>Loaded by the agent's own class loader; runs on the agent's own thread. Depends on
 * {@link io.keepalive.agent.connection} and what that depends on.
 */
package io.keepalive.agent.watch;
