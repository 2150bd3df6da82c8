/**
 * What happens to those who come in: the start before or beside the application's main, with its refusals, and the
 * commands that the command line sends into a JVM that runs.
 *
 * <p>Lives in the agent's own class loader. What the start needs of it is loaded while the application's main waits, so
 * it names few classes. Depends on {@link io.keepalive.agent.loop}, and on {@link io.keepalive.agent.config} and
 * {@link io.keepalive.agent.report} for what is wrong with a configuration; on {@link io.keepalive.agent.intercept} for the
 * bridge, which must be there first; on {@link io.keepalive.agent.control} and {@link io.keepalive.agent.remote} for the
 * commands.
 */
package io.keepalive.agent.entry;
