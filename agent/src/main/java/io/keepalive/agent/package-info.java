// SPDX-License-Identifier: Apache-2.0
/**
 * The entry point for the JVM, what main needs while the agent starts, and the class loader of all other packages.
 *
 * <p>Loaded by the application's class loader, as the JVM requires, and shared with the agent's own. Depends on nothing,
 * and refers to {@link io.keepalive.agent.startup} by name only, because another class loader loads that package. Every
 * class that {@code premain} uses delays the application's main by some tenths of a millisecond.
 */
package io.keepalive.agent;
