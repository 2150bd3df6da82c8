package io.keepalive.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Memory outside the heap, for what a system call reads and writes. Taken as the JDK's own selectors take theirs, past the
 * direct buffers: those are counted in the application's BufferPool, and limited by its MaxDirectMemorySize. For one
 * thread.
 */
public final class NativeMemory {

    private final int bytes;
    /** Null while none is held. */
    private Object held;

    private long address;

    private NativeMemory(int bytes) {
        this.bytes = bytes;
    }

    /**
     * So much of it, which is taken when it is first used.
     *
     * @throws ReflectiveOperationException where this JDK has no such thing, or {@code sun.nio.ch} is not open
     */
    public static NativeMemory ofThisJdk(int bytes) throws ReflectiveOperationException {
        try {
            Calls.ALLOCATE.type();
            return new NativeMemory(bytes);
        } catch (LinkageError notAsExpected) {
            throw new ReflectiveOperationException("sun.nio.ch.AllocatedNativeObject has changed", notAsExpected);
        }
    }

    /** Its first address, for a system call. */
    public long address() {
        if (held == null) {
            allocate();
        }
        return address;
    }

    /** Writes four bytes in native order at this offset. */
    public void putInt(int at, int value) {
        if (held == null) {
            allocate();
        }
        try {
            Calls.PUT_INT.invokeExact(held, at, value);
        } catch (Throwable failure) {
            throw refused(failure);
        }
    }

    /** Reads two bytes in native order at this offset. */
    public short getShort(int at) {
        try {
            return (short) Calls.GET_SHORT.invokeExact(held, at);
        } catch (Throwable failure) {
            throw refused(failure);
        }
    }

    private void allocate() {
        try {
            Object fresh = (Object) Calls.ALLOCATE.invokeExact(bytes, false);
            address = (long) Calls.ADDRESS.invokeExact(fresh);
            held = fresh;
        } catch (Throwable failure) {
            throw refused(failure);
        }
    }

    /** Gives it back, and takes it anew when it is used again. */
    public void free() {
        if (held != null) {
            try {
                Calls.FREE.invokeExact(held);
            } catch (Throwable failure) {
                throw refused(failure);
            } finally {
                held = null;
            }
        }
    }

    private static IllegalStateException refused(Throwable failure) {
        return new IllegalStateException("native memory", failure);
    }

    /** Constants to the compiler, which then goes straight through them. */
    private static final class Calls {

        static final MethodHandle ALLOCATE;
        static final MethodHandle ADDRESS;
        static final MethodHandle PUT_INT;
        static final MethodHandle GET_SHORT;
        static final MethodHandle FREE;

        static {
            try {
                Class<?> allocated = JdkMethods.jdkClass("sun.nio.ch.AllocatedNativeObject");
                Class<?> memory = JdkMethods.jdkClass("sun.nio.ch.NativeObject");
                ALLOCATE = JdkMethods.constructor(allocated, int.class, boolean.class)
                        .asType(MethodType.methodType(Object.class, int.class, boolean.class));
                ADDRESS = JdkMethods.method(memory, "address").asType(MethodType.methodType(long.class, Object.class));
                PUT_INT = JdkMethods.method(memory, "putInt", int.class, int.class)
                        .asType(MethodType.methodType(void.class, Object.class, int.class, int.class));
                GET_SHORT = JdkMethods.method(memory, "getShort", int.class)
                        .asType(MethodType.methodType(short.class, Object.class, int.class));
                FREE = JdkMethods.method(allocated, "free").asType(MethodType.methodType(void.class, Object.class));
            } catch (ReflectiveOperationException hasChanged) {
                throw new ExceptionInInitializerError(hasChanged);
            }
        }
    }
}
