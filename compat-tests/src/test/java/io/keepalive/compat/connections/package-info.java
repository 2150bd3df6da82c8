// SPDX-License-Identifier: Apache-2.0
/**
 * Which connections get the policy: those that the hooks see opening, those that the watcher adopts, and those
 * that the agent must leave alone. The programs print the ports of their connections; the tests read the
 * options from the kernel.
 */
package io.keepalive.compat.connections;
