/**
 * The endpoint for Prometheus: what the agent has counted, and what is open, as text over HTTP.
 *
 * <p>Lives in the agent's own class loader, and is loaded only where an address is configured. The only package that
 * knows the Prometheus library. Of that it uses the model and the text formats. The rest changes the host: the
 * library's own server sets system properties of the whole process and logs with java.util.logging, and its
 * configuration reads properties and environment variables that are meant for the application's own metrics.
 *
 * <p>The server is the agent's own, for anybody may connect to it and nothing that they do may cost the application
 * anything: the JDK's takes every connection that comes, and as much of a request as is sent; what limits there are of it
 * are system properties, which hold for the application's servers too; and it too logs with java.util.logging.
 */
package io.keepalive.agent.report.prometheus;
