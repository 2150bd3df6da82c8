// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

/** The outcome of a request. The names are part of the protocol. */
public enum ReplyStatus {
    /** The request was executed; the reply holds the result. */
    DONE,
    /** The agent is not in this JVM. */
    ABSENT,
    /** The agent is starting. */
    STARTING,
    /** The request was not executed; the reply holds the reason. */
    REFUSED
}
