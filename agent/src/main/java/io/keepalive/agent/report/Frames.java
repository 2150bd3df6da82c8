package io.keepalive.agent.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Stack frames as text, the same on every Java: later ones add the module's name to their own. */
final class Frames {

    /** Deeper stacks are cut off here. */
    static final int LIMIT = 64;

    /** Whose frames say nothing about who called: the JDK's and the agent's own. */
    private static final List<String> NOT_THE_APPLICATION =
            Arrays.asList("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.keepalive.agent.");

    private Frames() {}

    /** The frames of a stack, innermost first, at most {@link #LIMIT}; none for null. */
    static List<String> of(Throwable stack) {
        if (stack == null) {
            return Collections.emptyList();
        }
        StackTraceElement[] frames = stack.getStackTrace();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Math.min(frames.length, LIMIT); i++) {
            texts.add(text(frames[i]));
        }
        return texts;
    }

    /** The innermost frame of the application, or null where there is none or no stack. */
    static String ofApplication(Throwable stack) {
        if (stack == null) {
            return null;
        }
        for (StackTraceElement frame : stack.getStackTrace()) {
            if (isOfApplication(frame.getClassName())) {
                return text(frame);
            }
        }
        return null;
    }

    private static boolean isOfApplication(String className) {
        return NOT_THE_APPLICATION.stream().noneMatch(className::startsWith);
    }

    private static String text(StackTraceElement frame) {
        return frame.getClassName() + '.' + frame.getMethodName() + '(' + place(frame) + ')';
    }

    private static String place(StackTraceElement frame) {
        if (frame.isNativeMethod()) {
            return "Native Method";
        }
        if (frame.getFileName() == null) {
            return "Unknown Source";
        }
        return frame.getLineNumber() < 0 ? frame.getFileName() : frame.getFileName() + ':' + frame.getLineNumber();
    }
}
