// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a thread is blocked in a read of a connection. A read that is interrupted by a close throws another exception
 * than one that begins after it; who has only started the thread does not know which of them it will be.
 */
public final class BlockedRead {

    /** Where the JDK's native code reads or waits for data, by release: java.net and sun.nio.ch of Java 8 to 28. */
    private static final Set<String> WAITS =
            new HashSet<>(Arrays.asList("socketRead0", "read0", "poll", "epollWait", "wait"));

    /** The JDK's result of an asynchronous operation. It exists when the operation has begun. */
    private static final String PENDING = "sun.nio.ch.PendingFuture";

    private BlockedRead() {}

    /** Waits until the thread is blocked in a read or has ended. */
    public static void await(Thread reader) throws InterruptedException {
        while (reader.isAlive() && !isIn(reader.getStackTrace())) {
            Thread.sleep(1);
        }
    }

    private static boolean isIn(StackTraceElement[] calls) {
        return calls.length > 0 && (isWaitForData(calls[0]) || waitsForResult(calls));
    }

    private static boolean isWaitForData(StackTraceElement call) {
        boolean ofSockets = call.getClassName().startsWith("sun.nio.ch.")
                || call.getClassName().startsWith("java.net.");
        return call.isNativeMethod() && ofSockets && WAITS.contains(call.getMethodName());
    }

    private static boolean waitsForResult(StackTraceElement[] calls) {
        return Arrays.stream(calls)
                .anyMatch(call -> call.getClassName().equals(PENDING)
                        && call.getMethodName().equals("get"));
    }
}
