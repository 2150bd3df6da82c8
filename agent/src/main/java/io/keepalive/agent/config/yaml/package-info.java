/**
 * YAML 1.2 as a tree of values with their source locations, and the collected errors. The only package that knows the
 * YAML library.
 *
 * <p>Lives in the agent's own class loader. Depends on the JDK and the YAML library alone.
 */
package io.keepalive.agent.config.yaml;
