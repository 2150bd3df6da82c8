// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.caller.CallSite;
import java.util.ArrayList;
import java.util.List;

/** Stack frames as text. */
public final class StackTraceFormat {

    /** Maximum number of frames. */
    public static final int LIMIT = 64;

    private StackTraceFormat() {}

    /** The frames of a stack, innermost first, at most {@link #LIMIT}; empty for null. */
    public static List<String> of(Throwable stack) {
        return of(stack, false);
    }

    /** The same without the frames of the agent's hooks, which do not help the reader of a log. */
    static List<String> ofApplication(Throwable stack) {
        return of(stack, true);
    }

    private static List<String> of(Throwable stack, boolean withoutHooks) {
        List<String> frames = new ArrayList<>();
        StackTraceElement[] all = stack == null ? new StackTraceElement[0] : stack.getStackTrace();
        for (int i = 0; i < all.length && frames.size() < LIMIT; i++) {
            if (!withoutHooks || !isOfHook(all[i].getClassName())) {
                frames.add(CallSite.text(all[i]));
            }
        }
        return frames;
    }

    private static boolean isOfHook(String className) {
        return className.startsWith("io.keepalive.agent.connection.")
                || className.startsWith("io.keepalive.agent.intercept.");
    }

    /** The frame that called into the JDK, see {@link CallSite}; null if there is none. */
    static String callSite(Throwable stack) {
        StackTraceElement frame = stack == null ? null : CallSite.of(stack);
        return frame == null ? null : CallSite.text(frame);
    }
}
