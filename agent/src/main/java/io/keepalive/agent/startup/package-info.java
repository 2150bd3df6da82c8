/**
 * Start-up (premain, agentmain), the decision not to start, and commands from the command line.
 *
 * <p>Lives in the agent's own class loader. The classes that the start needs are loaded while the application's main waits,
 * so this package refers to few classes. Depends on {@link io.keepalive.agent.runtime} and on nearly everything that {@link
 * io.keepalive.agent.runtime} depends on; nothing depends on it but the entry point, by name.
 */
package io.keepalive.agent.startup;
