// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

/** What an armed part does at each call. */
public enum Fault {
    /** Throws an IllegalStateException. */
    EXCEPTION,
    /** Throws the JVM's OutOfMemoryError for an array that is too long, with a heap that is not full. */
    MEMORY,
    /** Overflows the stack. */
    STACK,
    /** Does not return until it is disarmed. */
    HANG
}
