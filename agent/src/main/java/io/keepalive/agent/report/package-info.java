/**
 * From an event to the sinks: the reporter takes events on any thread, counts them, queues them, and its own thread
 * gives them to every open sink.
 *
 * <p>Lives in the agent's own class loader. Implements {@link io.keepalive.agent.connection.ConnectionListener}. Knows
 * no sink: whoever assembles the agent hands the factories in. Depends on {@link io.keepalive.agent.event}, {@link
 * io.keepalive.agent.report.counters} and what those depend on.
 */
package io.keepalive.agent.report;
