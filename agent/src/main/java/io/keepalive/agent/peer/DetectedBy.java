// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

import io.keepalive.agent.text.EnumWord;

/** What detected a death first. */
public enum DetectedBy {
    /** A read of the application failed. */
    READ,
    /** A write of the application failed. */
    WRITE,
    /** The agent read TCP_INFO, and no call of the application had failed. */
    WATCH;

    private final String label = EnumWord.of(this);

    /** The name used in logs, such as {@code read}. */
    public String label() {
        return label;
    }
}
