// SPDX-License-Identifier: Apache-2.0
/**
 * Loads a {@link io.keepalive.agent.config.Config} from the YAML file, system properties, environment variables and the
 * agent's argument, and reports every error with its location.
 *
 * <p>{@link io.keepalive.agent.config.Settings} declares the settings. {@link
 * io.keepalive.agent.config.yaml.YamlDocument} parses the file into a tree with locations. The readers ({@link
 * io.keepalive.agent.config.ConfigDocument}, {@link io.keepalive.agent.config.LayerReader}, {@link
 * io.keepalive.agent.config.RuleReader}) convert the tree to {@link io.keepalive.agent.config.SettingValues}, one for each
 * source. {@link io.keepalive.agent.config.ConfigLoader} merges the sources and checks the result. {@link
 * io.keepalive.agent.config.ConfigReader} runs this on a thread of its own.
 *
 * <p>Lives in the agent's own class loader. Makes the values that configure {@link io.keepalive.agent.policy}, {@link
 * io.keepalive.agent.report} and {@link io.keepalive.agent.watch}. Never resolves a host name.
 */
package io.keepalive.agent.config;
