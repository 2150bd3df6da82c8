// SPDX-License-Identifier: Apache-2.0
/**
 * The Prometheus endpoint: counters and open connections as text over HTTP.
 *
 * <p>Lives in the agent's own class loader, and is loaded only if an address is configured. No other package uses the
 * Prometheus library. Only its model and text formats are used, since the rest affects the host: the library's server sets
 * system properties of the process and logs with java.util.logging, and its configuration reads properties and environment
 * variables that are meant for the application's own metrics.
 *
 * <p>The HTTP server is the agent's own, since any client may connect and must not cost the application anything. The JDK's
 * server accepts every connection and a request of any size; its limits are system properties, which apply to the
 * application's servers too; it also logs with java.util.logging.
 */
package io.keepalive.agent.report.prometheus;
