package io.keepalive.agent.text;

import java.net.SocketException;

/** An exception as one text. */
public final class ExceptionText {

    private ExceptionText() {}

    /**
     * Its class and message, as its own {@code toString} would give them; null for null. The message may be the work
     * of foreign code, which may fail in its turn: then the class alone.
     */
    public static String text(Throwable failure) {
        if (failure == null) {
            return null;
        }
        String message = BoundedText.text(message(failure));
        String name = name(failure);
        return message == null ? name : name + ": " + message;
    }

    /** The JDK's channels turn their own kind of reset into the one that the application gets. */
    private static String name(Throwable failure) {
        String name = failure.getClass().getName();
        return name.equals("sun.net.ConnectionResetException") ? SocketException.class.getName() : name;
    }

    /** Whether it has no message but that of its cause, as {@code new ReflectiveOperationException(cause)} has. */
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
