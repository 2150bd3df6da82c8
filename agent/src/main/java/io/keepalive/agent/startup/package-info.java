// SPDX-License-Identifier: Apache-2.0
/**
 * Start-up (premain, agentmain), the decision not to start, and commands from the command line.
 *
 * <p>Lives in the agent's own class loader. An application that ends at once waits for the classes that the start needs,
 * so this package refers to few classes. Depends on {@link io.keepalive.agent.runtime} and on nearly everything
 * that {@link io.keepalive.agent.runtime} depends on; nothing depends on it but the entry point, by name.
 */
package io.keepalive.agent.startup;
