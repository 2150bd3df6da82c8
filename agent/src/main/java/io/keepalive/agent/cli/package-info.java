/**
 * The command line, {@code java -jar keepalive-agent.jar COMMAND}: a JVM of its own that looks at other ones.
 *
 * <p>Loaded by the application class loader of that JVM, and never into an application: nothing outside names this
 * package but the jar's manifest. So what holds inside an application does not here: this prints on standard output,
 * ends its JVM, and uses java.nio.file. The only package that knows the attach library and picocli, and with
 * {@link io.keepalive.agent.kernel}, which looks at its own process, the only one that reads /proc.
 */
package io.keepalive.agent.cli;
