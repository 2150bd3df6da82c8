// SPDX-License-Identifier: Apache-2.0
/**
 * Which options a connection gets: rules, precedence between the policy and the application, drift, and the
 * promise that no dead peer is detected later than without the agent.
 */
package io.keepalive.compat.policy;
