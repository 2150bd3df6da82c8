// SPDX-License-Identifier: Apache-2.0
/**
 * The command line, {@code java -jar keepalive-agent.jar COMMAND}: a separate JVM that inspects other JVMs.
 *
 * <p>Loaded by the application class loader of that JVM, and never into an application: only the jar's manifest names
 * this package. It may print on standard output, end its JVM, and use java.nio.file. The only package that knows
 * picocli; {@code cli.jvm} is the only one that knows the attach library.
 *
 * <p>It trusts nothing that another user owns, because root also runs it: see {@link io.keepalive.agent.cli.dialogue}.
 * Depends on {@link io.keepalive.agent.cli.dialogue}, {@link io.keepalive.agent.cli.jvm}, {@link
 * io.keepalive.agent.cli.view}, and on {@link io.keepalive.agent.config} to check a configuration.
 */
package io.keepalive.agent.cli;
