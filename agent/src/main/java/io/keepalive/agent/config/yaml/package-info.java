// SPDX-License-Identifier: Apache-2.0
/**
 * Parses YAML 1.2 into a tree of values with their source locations, and collects configuration errors. Usual files are
 * parsed without the YAML library, which no other package uses.
 *
 * <p>Lives in the agent's own class loader. Depends on the JDK and the YAML library alone.
 */
package io.keepalive.agent.config.yaml;
