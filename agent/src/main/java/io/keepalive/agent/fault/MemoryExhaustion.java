// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import io.keepalive.agent.time.Pause;

/**
 * Detects failures that follow from exhausted memory. Such a failure does not show that this JDK lacks something, so
 * the failed step may be tried again. Safe on any thread and without allocation, except {@link
 * #awaitRoom}.
 */
public final class MemoryExhaustion {

    /** Limits the walk along the causes: some chains are circular. */
    private static final int MAX_CAUSES = 32;

    /** HotSpot's message for a class whose static initialiser has failed before; the JVM does not run it again. */
    private static final String FAILED_INITIALIZER = "Could not initialize class";

    /** With more free heap than that, an OutOfMemoryError has another reason than a full heap. */
    private static final long FREE_HEAP_BYTES = 8_000_000;

    /** The heap that weaving one class of the JDK takes, garbage included, with a margin. */
    private static final long ROOM_BYTES = 4L << 20;

    /** A small heap need not have {@link #ROOM_BYTES} free, but this part of its maximum. */
    private static final int ROOM_DIVISOR = 8;

    /** No class of the JDK that the agent changes has a larger class file. */
    private static final int LARGEST_CLASS_BYTES = 1 << 16;

    private static final long CHECK_MILLIS = 10;

    /** An application that keeps its heap full frees a part and fills it again within some ten milliseconds. */
    private static final int CHECKS_WITH_ROOM = 20;

    private static final int CHECKS_BEFORE_COLLECTION = 30;

    private MemoryExhaustion() {}

    /** Whether the heap is full, so that an OutOfMemoryError follows from that. */
    public static boolean isHeapFull() {
        return !hasFreeHeap(FREE_HEAP_BYTES);
    }

    /**
     * Whether the failure or one of its causes is an error of the JVM's own, such as exhausted memory, or a class that
     * such an error has made unusable.
     */
    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof VirtualMachineError || isFailedInitializer(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isFailedInitializer(Throwable failure) {
        return failure instanceof NoClassDefFoundError
                && failure.getMessage() != null
                && failure.getMessage().startsWith(FAILED_INITIALIZER);
    }

    /** Whether the heap has this many bytes free, counting what it may still grow by. Allocates nothing to find out. */
    public static boolean hasFreeHeap(long bytes) {
        return freeBytes(Runtime.getRuntime()) >= bytes;
    }

    /**
     * Waits until the heap has room for a call into the JVM that must not run out of memory. Returns at once where it
     * has; otherwise the heap must keep the room for {@value #CHECKS_WITH_ROOM} checks on end. Never call it on an
     * application thread.
     *
     * @param limitMillis the longest wait
     * @return false if the heap is still too full
     */
    public static boolean awaitRoom(long limitMillis) {
        int checksWithRoom = hasRoom() ? CHECKS_WITH_ROOM : 0;
        long end = System.nanoTime() + limitMillis * 1_000_000;
        for (int checks = 1; checksWithRoom < CHECKS_WITH_ROOM && System.nanoTime() - end < 0; checks++) {
            if (checks == CHECKS_BEFORE_COLLECTION) {
                // An idle application may have left the heap full of garbage.
                System.gc();
            }
            Pause.sleep(CHECK_MILLIS);
            checksWithRoom = hasRoom() ? checksWithRoom + 1 : 0;
        }
        return checksWithRoom >= CHECKS_WITH_ROOM;
    }

    private static boolean hasRoom() {
        Runtime jvm = Runtime.getRuntime();
        return isRoom(freeBytes(jvm), jvm.maxMemory()) && canAllocate();
    }

    /** G1 counts the unused ends of its regions as free: up to a tenth of a heap in which nothing can be allocated. */
    private static boolean canAllocate() {
        try {
            return new byte[LARGEST_CLASS_BYTES].length > 0;
        } catch (OutOfMemoryError full) {
            // Each failure costs two full collections.
            Pause.afterFailure();
            return false;
        }
    }

    /** Whether this much free heap is room where the heap can grow to that size. */
    static boolean isRoom(long freeBytes, long maxBytes) {
        return freeBytes >= Math.min(ROOM_BYTES, maxBytes / ROOM_DIVISOR);
    }

    private static long freeBytes(Runtime jvm) {
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }
}
