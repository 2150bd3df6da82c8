// SPDX-License-Identifier: Apache-2.0
/**
 * The output of the command line: tables, JSON, and a view that refreshes in place. Escapes text of other processes
 * before it reaches a terminal.
 *
 * <p>Loaded into the command line's JVM alone. Depends on {@link io.keepalive.agent.attach.protocol}, {@link
 * io.keepalive.agent.kernel} and {@link io.keepalive.agent.text}.
 */
package io.keepalive.agent.cli.view;
