/**
 * From YAML, system properties, environment variables and the agent's argument to a
 * {@link io.keepalive.agent.config.Config}, with every mistake named by its line. The only package that knows the
 * YAML library.
 *
 * <p>The way of a value: {@link io.keepalive.agent.config.Settings} declares what may be said;
 * {@link io.keepalive.agent.config.yaml.YamlDocument} turns the file into a tree with places; the readers
 * ({@link io.keepalive.agent.config.ConfigDocument}, {@link io.keepalive.agent.config.LayerReader},
 * {@link io.keepalive.agent.config.RuleReader}) turn that into {@link io.keepalive.agent.config.SettingValues} for each source
 * by itself; {@link io.keepalive.agent.config.ConfigLoader} lays them over each other and checks what comes out.
 * {@link io.keepalive.agent.config.ConfigReader} has that done on a thread of its own.
 *
 * <p>Lives in the agent's own class loader. Makes the values that {@link io.keepalive.agent.policy},
 * {@link io.keepalive.agent.report} and {@link io.keepalive.agent.watch} are run by, looks at its file by
 * {@link io.keepalive.agent.kernel}, and depends on nothing else of the agent. Host names and addresses stay text:
 * nothing here looks anything up.
 */
package io.keepalive.agent.config;
