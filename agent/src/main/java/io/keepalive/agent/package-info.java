/**
 * The entry point for the JVM, and the class loader of all other packages.
 *
 * <p>Loaded by the application's class loader, as the JVM requires. Depends on nothing, and refers to
 * {@link io.keepalive.agent.startup} by name only, because another class loader loads that package.
 */
package io.keepalive.agent;
