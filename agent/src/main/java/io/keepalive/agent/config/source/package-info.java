/**
 * The configuration file: reading it once, noticing that it has changed, and noticing that its file system does not
 * answer.
 *
 * <p>Lives in the agent's own class loader. Called on the configuration's own thread. Depends on {@link
 * io.keepalive.agent.file} and {@link io.keepalive.agent.config.yaml}.
 */
package io.keepalive.agent.config.source;
