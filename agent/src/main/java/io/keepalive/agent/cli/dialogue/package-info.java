// SPDX-License-Identifier: Apache-2.0
/**
 * Exchanges requests and replies with the agent in another JVM. Root reaches a JVM of another user through a deputy:
 * this jar, started once more with the permissions of that user.
 *
 * <p>Loaded into the command line's JVM alone. Every reply is bounded in size, form and time. Depends on {@link
 * io.keepalive.agent.cli.jvm}, {@link io.keepalive.agent.cli.view} and {@link io.keepalive.agent.attach.protocol}.
 */
package io.keepalive.agent.cli.dialogue;
