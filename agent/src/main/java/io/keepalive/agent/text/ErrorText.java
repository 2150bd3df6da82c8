// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

/**
 * Classifies the error of a failed call by the exception's message, the only part of the error number that reaches
 * Java.
 *
 * <p>Knows the English messages only. Under another locale of the C library most errors are {@link Kind#OTHER}, and the
 * kernel's TCP counters decide alone. The JDK cannot supply that locale's messages:
 * {@code sun.nio.fs.UnixNativeDispatcher.strerror} returns the message of the thread's last error for any argument
 * (Java 8 to 25).
 */
public final class ErrorText {

    /** What a failed call shows about the peer. */
    public enum Kind {
        /** ETIMEDOUT. */
        TIMED_OUT("Connection timed out"),
        /** ECONNRESET; sun.net.ConnectionResetException and SocketInputStream have this message in every locale. */
        RESET("Connection reset"),
        /** EPIPE: this end or the peer had already closed. */
        BROKEN_PIPE("Broken pipe"),
        /** EHOSTUNREACH or ENETUNREACH. */
        UNREACHABLE("No route to host", "Network is unreachable"),
        /** Any other error, or none. */
        OTHER;

        private final String[] prefixes;

        /** @param prefixes the messages; the JDK may append to them */
        Kind(String... prefixes) {
            this.prefixes = prefixes;
        }

        private boolean matches(String message) {
            for (String prefix : prefixes) {
                if (message.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    private ErrorText() {}

    /** The kind of error behind an exception of a read or a write; {@link Kind#OTHER} for null. */
    public static Kind classify(Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        if (message != null) {
            for (Kind kind : KINDS) {
                if (kind.matches(message)) {
                    return kind;
                }
            }
        }
        return Kind.OTHER;
    }
}
