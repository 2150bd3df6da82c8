package io.keepalive.agent.report;

import io.keepalive.agent.connection.CallSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Stack frames as text, the same on every Java: later ones add the module's name to their own. */
final class Frames {

    /** Deeper stacks are cut off here. */
    static final int LIMIT = 64;

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

    /** The frame that called into the JDK, see {@link CallSite}; null where there is none or no stack. */
    static String callSite(Throwable stack) {
        StackTraceElement frame = stack == null ? null : CallSite.of(stack);
        return frame == null ? null : text(frame);
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
