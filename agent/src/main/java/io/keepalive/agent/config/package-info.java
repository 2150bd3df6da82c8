/**
 * From YAML, system properties, environment variables and the agent's argument to a
 * {@link io.keepalive.agent.config.Config}, with every mistake named by its line. The only package that knows the
 * YAML library.
 *
 * <p>Lives in the agent's own class loader. Fills in the values that {@link io.keepalive.agent.policy},
 * {@link io.keepalive.agent.report} and {@link io.keepalive.agent.watch} are made from, and depends on nothing else
 * of the agent.
 */
package io.keepalive.agent.config;
