// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

/**
 * Detects failures that follow from exhausted memory. Such a failure does not show that this JDK lacks something, so
 * the failed step may be tried again. Safe on any thread; allocates nothing.
 */
public final class MemoryExhaustion {

    /** Limits the walk along the causes: some chains are circular. */
    private static final int MAX_CAUSES = 32;

    /** HotSpot's message for a class whose static initialiser has failed before; the JVM does not run it again. */
    private static final String FAILED_INITIALIZER = "Could not initialize class";

    /** With more free heap than that, an OutOfMemoryError has another reason than a full heap. */
    private static final long FREE_HEAP_BYTES = 8_000_000;

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
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory() >= bytes;
    }
}
