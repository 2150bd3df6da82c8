package io.keepalive.agent.connection;

import io.keepalive.agent.text.EnumWord;

/** Who noticed first that a peer is dead. */
public enum DetectedBy {
    /** A read of the application failed. */
    READ,
    /** A write of the application failed. */
    WRITE,
    /** The agent saw the kernel's verdict although nobody read or wrote. */
    WATCH;

    private final String label = EnumWord.of(this);

    /** The name used in logs, such as {@code read}. */
    public String label() {
        return label;
    }
}
