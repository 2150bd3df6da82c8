package io.keepalive.agent.event;

import io.keepalive.agent.caller.CallSite;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Stack frames as text. */
public final class StackTraceFormat {

    /** Maximum number of frames. */
    public static final int LIMIT = 64;

    private StackTraceFormat() {}

    /** The frames of a stack, innermost first, at most {@link #LIMIT}; empty for null. */
    public static List<String> of(Throwable stack) {
        return of(stack, frame -> true);
    }

    /** The same without the frames of the agent's hooks, which do not help the reader of a log. */
    static List<String> ofApplication(Throwable stack) {
        return of(
                stack,
                frame -> !frame.getClassName().startsWith("io.keepalive.agent.connection.")
                        && !frame.getClassName().startsWith("io.keepalive.agent.intercept."));
    }

    private static List<String> of(Throwable stack, Predicate<StackTraceElement> shown) {
        if (stack == null) {
            return Collections.emptyList();
        }
        return Arrays.stream(stack.getStackTrace())
                .filter(shown)
                .limit(LIMIT)
                .map(CallSite::text)
                .collect(Collectors.toList());
    }

    /** The frame that called into the JDK, see {@link CallSite}; null if there is none. */
    static String callSite(Throwable stack) {
        StackTraceElement frame = stack == null ? null : CallSite.of(stack);
        return frame == null ? null : CallSite.text(frame);
    }
}
