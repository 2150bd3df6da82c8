// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.net.SocketException;

/** Formats an exception as one line. */
public final class ExceptionText {

    private ExceptionText() {}

    /**
     * The exception's class and message, as its own {@code toString} would give them; null for null. Foreign code may
     * compute the message and may fail; then the class alone.
     */
    public static String text(Throwable failure) {
        if (failure == null) {
            return null;
        }
        String message = BoundedText.text(message(failure));
        String name = name(failure);
        return message == null ? name : name + ": " + message;
    }

    /** The JDK's channels convert their own reset exception into the one that the application gets. */
    private static String name(Throwable failure) {
        String name = failure.getClass().getName();
        return name.equals("sun.net.ConnectionResetException") ? SocketException.class.getName() : name;
    }

    /** Whether the message only repeats the cause, as in {@code new ReflectiveOperationException(cause)}. */
    static boolean isMessageOfCause(Throwable failure) {
        try {
            return failure.getCause() != null && failure.getCause().toString().equals(failure.getMessage());
        } catch (RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    private static String message(Throwable failure) {
        try {
            return failure.getLocalizedMessage();
        } catch (RuntimeException | LinkageError unreadable) {
            return null;
        }
    }
}
