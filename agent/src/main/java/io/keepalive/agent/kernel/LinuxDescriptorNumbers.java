// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.jdk.JdkMethods;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;

/** fstat, dup and close through {@code sun.nio.fs.UnixNativeDispatcher}, which has them in Java 8 to 25. */
final class LinuxDescriptorNumbers implements DescriptorNumbers {

    /** S_IFMT and S_IFSOCK, linux/stat.h. */
    private static final int FILE_TYPE = 0xF000;

    private static final int SOCKET = 0xC000;

    private final Class<?> attributesType;
    private final MethodHandle fstat;
    private final MethodHandle mode;
    private final MethodHandle inode;
    private final MethodHandle dup;
    private final MethodHandle close;

    /** The object that fstat fills, kept for reuse; two threads at the same time use one each. */
    private final AtomicReference<Object> spareAttributes = new AtomicReference<>();

    LinuxDescriptorNumbers() throws ReflectiveOperationException {
        attributesType = JdkMethods.jdkClass("sun.nio.fs.UnixFileAttributes");
        Class<?> dispatcher = JdkMethods.jdkClass("sun.nio.fs.UnixNativeDispatcher");
        fstat = fstat(dispatcher, attributesType).asType(MethodType.methodType(void.class, int.class, Object.class));
        mode = JdkMethods.method(attributesType, "mode").asType(MethodType.methodType(int.class, Object.class));
        inode = JdkMethods.method(attributesType, "ino").asType(MethodType.methodType(long.class, Object.class));
        dup = JdkMethods.method(dispatcher, "dup", int.class);
        close = JdkMethods.method(dispatcher, "close", int.class);
        spareAttributes.set(JdkMethods.newInstance(attributesType));
    }

    /** The native itself: renamed by Java 21, where a wrapper has the old name. */
    private static MethodHandle fstat(Class<?> dispatcher, Class<?> attributes) throws ReflectiveOperationException {
        try {
            return JdkMethods.method(dispatcher, "fstat0", int.class, attributes);
        } catch (NoSuchMethodException before21) {
            return JdkMethods.method(dispatcher, "fstat", int.class, attributes);
        }
    }

    @Override
    public long inode(int number) {
        try {
            Object spare = spareAttributes.getAndSet(null);
            Object attributes = spare == null ? JdkMethods.newInstance(attributesType) : spare;
            long result = inode(number, attributes);
            spareAttributes.lazySet(attributes);
            return result;
        } catch (ReflectiveOperationException neverHappens) {
            return SocketCalls.NO_SOCKET;
        }
    }

    private long inode(int number, Object attributes) {
        try {
            fstat.invokeExact(number, attributes);
            return ((int) mode.invokeExact(attributes) & FILE_TYPE) == SOCKET
                    ? (long) inode.invokeExact(attributes)
                    : SocketCalls.NO_SOCKET;
        } catch (Throwable nothingOpen) {
            ThreadStop.passOn(nothingOpen);
            return SocketCalls.NO_SOCKET;
        }
    }

    @Override
    public int duplicate(int number) throws IOException {
        try {
            return (int) dup.invokeExact(number);
        } catch (Throwable failure) {
            throw DescriptorCalls.asIoException(failure);
        }
    }

    @Override
    public void close(int number) {
        try {
            close.invokeExact(number);
        } catch (Throwable closedAllTheSame) {
            // Linux releases the number whatever close(2) returns.
            ThreadStop.passOn(closedAllTheSame);
        }
    }

    @Override
    public boolean supportsInodes() {
        return true;
    }
}
