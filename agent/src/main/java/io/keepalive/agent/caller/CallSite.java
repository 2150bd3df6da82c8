// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

/** The stack frame of the application, or of one of its libraries, that called into the JDK. */
public final class CallSite {

    private static final String[] INTERNAL = {"java.", "javax.net.", "sun.", "jdk.", "com.sun.", "io.keepalive.agent."};

    private CallSite() {}

    /**
     * The innermost frame that belongs neither to the JDK nor to the agent; the outermost frame where all belong to
     * them; null without frames.
     */
    public static StackTraceElement of(Throwable stack) {
        StackTraceElement[] frames = stack.getStackTrace();
        for (StackTraceElement frame : frames) {
            if (!isInternal(frame.getClassName())) {
                return frame;
            }
        }
        return frames.length == 0 ? null : frames[frames.length - 1];
    }

    /** Formats a frame in the same way on every Java: later versions add the module's name. */
    public static String text(StackTraceElement frame) {
        return frame.getClassName() + '.' + frame.getMethodName() + '(' + location(frame) + ')';
    }

    private static String location(StackTraceElement frame) {
        if (frame.isNativeMethod()) {
            return "Native Method";
        }
        if (frame.getFileName() == null) {
            return "Unknown Source";
        }
        return frame.getLineNumber() < 0 ? frame.getFileName() : frame.getFileName() + ':' + frame.getLineNumber();
    }

    private static boolean isInternal(String className) {
        for (String prefix : INTERNAL) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
