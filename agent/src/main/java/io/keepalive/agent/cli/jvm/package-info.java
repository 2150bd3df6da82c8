// SPDX-License-Identifier: Apache-2.0
/**
 * Another JVM as /proc and the attach API show it: its user, its Java, its options, and whether it can be attached to.
 *
 * <p>Loaded into the command line's JVM alone. Trusts nothing that another user owns, and waits for another process
 * only with a limit. Depends on {@link io.keepalive.agent.attach.protocol} and {@link io.keepalive.agent.cli.view}.
 */
package io.keepalive.agent.cli.jvm;
