package io.keepalive.agent.fault;

/**
 * Whether something has failed since memory had run out: then it says nothing of this JDK, and may be tried again. Safe
 * on any thread; allocates nothing.
 */
public final class MemoryExhaustion {

    /** Longer chains of causes are cut off here: some are circular. */
    private static final int MAX_CAUSES = 32;

    /** HotSpot's word for a class whose static initialiser has failed before, and is not run again. */
    private static final String FAILED_INITIALIZER = "Could not initialize class";

    private MemoryExhaustion() {}

    /** Whether it, or what caused it, is the JVM's lack of memory, or a class that such a lack has spoilt. */
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

    /** Whether the heap has room for as much, in bytes, without asking for it. */
    public static boolean hasFreeHeap(long bytes) {
        Runtime jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory() >= bytes;
    }
}
