/**
 * The types of the values that a configuration can hold, such as durations, sizes, ports and addresses: their syntax,
 * their range, and the message when a value does not fit.
 *
 * <p>Lives in the agent's own class loader. Depends on {@link io.keepalive.agent.config.yaml}, and on {@link
 * io.keepalive.agent.policy} and {@link io.keepalive.agent.report} for the values that it makes. Never resolves a host
 * name.
 */
package io.keepalive.agent.config.type;
