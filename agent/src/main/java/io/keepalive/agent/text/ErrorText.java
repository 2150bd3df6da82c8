package io.keepalive.agent.text;

/**
 * Recognises the error of a failed call by the text of its exception, for that text is all of the error number that
 * reaches Java.
 *
 * <p>In English alone. Where the C library speaks another language to this process, most errors mean {@link
 * Kind#OTHER}, and the kernel's counts have to tell. The JDK cannot be asked for that language's texts: {@code
 * sun.nio.fs.UnixNativeDispatcher.strerror} answers for the thread's last error, whichever it is asked about (Java 8
 * to 25).
 */
public final class ErrorText {

    /** What a failed call says about the peer. */
    public enum Kind {
        /** ETIMEDOUT. */
        TIMED_OUT("Connection timed out"),
        /** ECONNRESET; sun.net.ConnectionResetException and SocketInputStream say so in every language. */
        RESET("Connection reset"),
        /** EPIPE: this end or the peer had closed before. */
        BROKEN_PIPE("Broken pipe"),
        /** EHOSTUNREACH or ENETUNREACH. */
        UNREACHABLE("No route to host", "Network is unreachable"),
        /** Anything else, or nothing. */
        OTHER;

        private final String[] prefixes;

        /** @param prefixes of the texts; the JDK may append to them */
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

    /** What this exception of a read or a write says; {@link Kind#OTHER} for null. */
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
