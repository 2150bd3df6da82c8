package io.keepalive.agent.kernel;

import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/**
 * Recognises the error of a failed call by the text that the C library gives it in this process's language, for that
 * text is all of the error number that reaches an exception's message.
 */
public final class ErrorText {

    /** What a failed call says about the peer. */
    public enum Meaning {
        /** ETIMEDOUT. */
        TIMED_OUT,
        /** ECONNRESET. */
        RESET,
        /** EPIPE: this end or the peer had closed before. */
        BROKEN_PIPE,
        /** EHOSTUNREACH or ENETUNREACH. */
        UNREACHABLE,
        /** Anything else, or nothing. */
        OTHER
    }

    /* asm-generic/errno.h and asm-generic/errno-base.h */
    private static final int EPIPE = 32;
    private static final int ENETUNREACH = 101;
    private static final int ECONNRESET = 104;
    private static final int ETIMEDOUT = 110;
    private static final int EHOSTUNREACH = 113;

    private final String timedOut;
    private final String reset;
    private final String brokenPipe;
    private final String hostUnreachable;
    private final String networkUnreachable;

    private ErrorText(Strerror strerror) {
        timedOut = strerror.of(ETIMEDOUT, "Connection timed out");
        reset = strerror.of(ECONNRESET, "Connection reset by peer");
        brokenPipe = strerror.of(EPIPE, "Broken pipe");
        hostUnreachable = strerror.of(EHOSTUNREACH, "No route to host");
        networkUnreachable = strerror.of(ENETUNREACH, "Network is unreachable");
    }

    /** Asks the C library for its texts; English where the JDK does not let us. */
    public static ErrorText ofThisProcess() {
        return new ErrorText(new Strerror());
    }

    /** What this exception of a read or a write says. The JDK appends to the text or replaces it by its own. */
    public Meaning of(Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        if (message == null) {
            return Meaning.OTHER;
        }
        // sun.net.ConnectionResetException and SocketInputStream say this in every language.
        if (message.startsWith("Connection reset") || message.startsWith(reset)) {
            return Meaning.RESET;
        }
        if (message.startsWith(timedOut)) {
            return Meaning.TIMED_OUT;
        }
        if (message.startsWith(brokenPipe)) {
            return Meaning.BROKEN_PIPE;
        }
        return message.startsWith(hostUnreachable) || message.startsWith(networkUnreachable)
                ? Meaning.UNREACHABLE
                : Meaning.OTHER;
    }

    /** {@code sun.nio.fs.UnixNativeDispatcher.strerror}, the same from Java 8 to 25. */
    private static final class Strerror {

        private MethodHandle strerror;

        Strerror() {
            try {
                Class<?> dispatcher = JdkMethods.jdkClass("sun.nio.fs.UnixNativeDispatcher");
                strerror = JdkMethods.method(dispatcher, "strerror", int.class);
            } catch (ReflectiveOperationException | RuntimeException notUnix) {
                strerror = null;
            }
        }

        String of(int errno, String english) {
            if (strerror == null) {
                return english;
            }
            try {
                String text = new String((byte[]) strerror.invokeExact(errno), Charset.defaultCharset());
                return text.isEmpty() ? english : text;
            } catch (Throwable noAnswer) {
                return english;
            }
        }
    }
}
