// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Off-heap memory for the arguments and results of a system call. Allocated like the memory of the JDK's own selectors
 * and not as a direct buffer: direct buffers are counted in the application's BufferPool and limited by its
 * MaxDirectMemorySize. For use by one thread.
 */
public final class NativeMemory {

    private final int bytes;
    /** The JDK's object for the allocated memory, or null while none is allocated. */
    private Object object;

    private long address;

    private NativeMemory(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Memory of this size, allocated on first use.
     *
     * @throws ReflectiveOperationException where this JDK has no such class, or {@code sun.nio.ch} is not open
     */
    public static NativeMemory ofThisJdk(int bytes) throws ReflectiveOperationException {
        try {
            Handles.ALLOCATE.type();
            return new NativeMemory(bytes);
        } catch (LinkageError hasChanged) {
            throw new ReflectiveOperationException("sun.nio.ch.AllocatedNativeObject has changed", hasChanged);
        }
    }

    /** The address of the first byte, for a system call. */
    public long address() {
        if (object == null) {
            allocate();
        }
        return address;
    }

    /** Writes four bytes in native order at an offset. */
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

    /** Reads two bytes in native order at an offset. */
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

    /** Frees the memory; the next use allocates it again. */
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

    /** Static final handles, which the JIT compiler treats as constants and calls directly. */
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
