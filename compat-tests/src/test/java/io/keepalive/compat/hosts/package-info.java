// SPDX-License-Identifier: Apache-2.0
/**
 * Applications in hosts that make it hard for an agent: other agents, images with few modules, archives, file systems
 * and users with few rights. In each of them the application behaves as without the agent, and all connections have the
 * policy.
 */
package io.keepalive.compat.hosts;
