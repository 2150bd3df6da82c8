// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Failures that an application induces in all of its threads, the agent's included.
 *
 * <ul>
 *   <li>{@code trouble heap MILLIS} keeps the heap full for that long
 *   <li>{@code trouble interrupt TIMES} interrupts every thread whose name begins with {@code keepalive-}, so many
 *         times
 *   <li>{@code trouble stop TIMES} calls Thread.stop on each of them, where the JDK supports it
 * </ul>
 */
final class InducedFailures {

    private static final int MEBIBYTE = 1 << 20;
    private static final int SMALLEST = 16;
    private static final long BETWEEN_MILLIS = 20;

    private InducedFailures() {}

    /** Returns when the failure is over. */
    static String induce(String kind, int amount) throws Exception {
        switch (kind) {
            case "heap":
                return description(fillHeap(amount));
            case "interrupt":
                for (int i = 0; i < amount; i++) {
                    agentThreads().forEach(Thread::interrupt);
                    Thread.sleep(BETWEEN_MILLIS);
                }
                return "interrupted";
            case "stop":
                for (int i = 0; i < amount; i++) {
                    stopAll();
                    Thread.sleep(BETWEEN_MILLIS);
                }
                return "stopped";
            default:
                throw new IllegalArgumentException("no trouble called " + kind);
        }
    }

    /** Allocates again and again, since garbage collections free some memory. */
    private static long fillHeap(int millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000L;
        Object[] held = {null, 0L};
        while (System.nanoTime() < end) {
            takeAll(held);
        }
        return (Long) held[1];
    }

    private static void takeAll(Object[] held) {
        for (int size = MEBIBYTE; size >= SMALLEST; size /= 2) {
            try {
                for (int i = 0; i < 1_000; i++) {
                    held[0] = new Object[] {held[0], new byte[size]};
                    held[1] = (Long) held[1] + size;
                }
            } catch (OutOfMemoryError full) {
                // Smaller blocks may still fit.
            }
        }
    }

    /**
     * The first allocation after the heap was full may fail although the collection for it has freed nearly all: with G1 of
     * Java 21, without any agent too, in two of a hundred fillings of 48 MB beside 2 MB of small objects. The next one succeeds.
     */
    private static String description(long held) {
        try {
            return "held " + held / MEBIBYTE + " MiB";
        } catch (OutOfMemoryError onlyOnce) {
            return "held " + held / MEBIBYTE + " MiB";
        }
    }

    private static void stopAll() throws Exception {
        try {
            Method stop = Thread.class.getMethod("stop");
            for (Thread thread : agentThreads()) {
                stop.invoke(thread);
            }
        } catch (NoSuchMethodException | java.lang.reflect.InvocationTargetException unsupported) {
            System.out.println("threads cannot be stopped");
        }
    }

    /** The agent's threads are in the system thread group. */
    private static List<Thread> agentThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] all = new Thread[2 * group.activeCount() + 8];
        List<Thread> found = new ArrayList<>();
        for (Thread thread : Arrays.copyOf(all, group.enumerate(all))) {
            if (thread.getName().startsWith("keepalive-")) {
                found.add(thread);
            }
        }
        return found;
    }
}
