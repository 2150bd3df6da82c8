// SPDX-License-Identifier: Apache-2.0
/**
 * From an event to the sinks: the reporter receives events on any thread, counts and queues them, and passes them to every
 * open sink on its own thread.
 *
 * <p>Lives in the agent's own class loader. Implements {@link io.keepalive.agent.connection.ConnectionListener}. Depends on no
 * sink: package runtime passes the factories in. Depends on {@link io.keepalive.agent.event}, {@link
 * io.keepalive.agent.report.counters} and their dependencies.
 */
package io.keepalive.agent.report;
