// SPDX-License-Identifier: Apache-2.0
/**
 * The types of configuration values, such as durations, sizes, ports and addresses: their syntax, their range, and the
 * error message for a value outside of them.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.config.yaml}, and on {@link
 * io.keepalive.agent.policy} and {@link io.keepalive.agent.report} for the parsed values. Never resolves a host name.
 */
package io.keepalive.agent.config.type;
