// SPDX-License-Identifier: Apache-2.0
/**
 * Bounds on what the agent takes: processor time of the watcher and its system calls.
 */
package io.keepalive.compat.cost;
