// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the configuration file, detects its changes, and detects a file system that does not respond.
 *
 * <p>Lives in the agent's own class loader. Called on the configuration reader's thread. Depends on {@link
 * io.keepalive.agent.file} and {@link io.keepalive.agent.config.yaml}.
 */
package io.keepalive.agent.config.source;
