// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

/** Severity of an event, in ascending order. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
