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
    /** Null while none is object. */
    private Object object;

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
            Handles.ALLOCATE.type();
            return new NativeMemory(bytes);
        } catch (LinkageError hasChanged) {
            throw new ReflectiveOperationException("sun.nio.ch.AllocatedNativeObject has changed", hasChanged);
        }
    }

    /** Its first address, for a system call. */
    public long address() {
        if (object == null) {
            allocate();
        }
        return address;
    }

    /** Writes four bytes in native order at this offset. */
    public void putInt(int at, int value) {
        if (object == null) {
            allocate();
        }
        try {
            Handles.PUT_INT.invokeExact(object, at, value);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /** Reads two bytes in native order at this offset. */
    public short getShort(int at) {
        try {
            return (short) Handles.GET_SHORT.invokeExact(object, at);
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private void allocate() {
        try {
            Object fresh = (Object) Handles.ALLOCATE.invokeExact(bytes, false);
            address = (long) Handles.ADDRESS.invokeExact(fresh);
            object = fresh;
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /** Gives it back, and takes it anew when it is used again. */
    public void free() {
        if (object != null) {
            try {
                Handles.FREE.invokeExact(object);
            } catch (Throwable failure) {
                throw failed(failure);
            } finally {
                object = null;
            }
        }
    }

    private static IllegalStateException failed(Throwable failure) {
        return new IllegalStateException("native memory", failure);
    }

    /** Constants to the compiler, which then goes straight through them. */
    private static final class Handles {

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
