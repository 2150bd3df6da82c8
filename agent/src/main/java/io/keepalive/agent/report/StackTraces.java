// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

/** Which calls are recorded for reports. */
public enum StackTraces {
    /** The call that failed on a dead peer. */
    DEAD,
    /** Also the call that opened each connection, at the cost of a stack walk and its memory per connection. */
    OPENED,
    /** No calls. */
    OFF
}
