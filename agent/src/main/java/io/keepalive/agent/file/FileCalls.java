// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.file;

import io.keepalive.agent.jdk.InternalPackages;
import io.keepalive.agent.jdk.JdkMethods;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.charset.Charset;

/**
 * The JDK's natives for system calls on files, called directly: java.nio.file would fix the default file-system
 * provider before an application could replace it. Uses reflection, because the first method handles of a JVM cost
 * about ten milliseconds, which an application that ends at once would have to wait for.
 */
public final class FileCalls {

    /* O_PATH and O_CLOEXEC, asm-generic/fcntl.h, on x86-64 and aarch64. */
    private static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;

    /** The JVM loads a class of this name only itself, as {@code Bridge} relies on too. */
    private static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";

    private static volatile Instrumentation instrumentation;
    private static FileCalls calls;

    private final Class<?> attributes;
    private final Method fstat;
    private final Method stat;
    private final Method open;
    private final Method close;
    private final Method mode;
    private final Method device;
    private final Method inode;
    private final Method newBuffer;
    private final Method address;
    private final Method release;

    private FileCalls() throws ReflectiveOperationException {
        attributes = JdkMethods.jdkClass("sun.nio.fs.UnixFileAttributes");
        mode = method(attributes, "mode");
        device = method(attributes, "dev");
        inode = method(attributes, "ino");
        Class<?> dispatcher = JdkMethods.jdkClass("sun.nio.fs.UnixNativeDispatcher");
        fstat = method(dispatcher, "fstat", int.class, attributes);
        stat = method(dispatcher, "stat0", long.class, attributes);
        open = method(dispatcher, "open0", long.class, int.class, int.class);
        close = method(dispatcher, "close", int.class);
        newBuffer = method(JdkMethods.jdkClass("sun.nio.fs.NativeBuffers"), "asNativeBuffer", byte[].class);
        Class<?> buffer = JdkMethods.jdkClass("sun.nio.fs.NativeBuffer");
        address = method(buffer, "address");
        release = method(buffer, "release");
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = owner.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /**
     * Sets the instrumentation that opens the needed packages of java.base at the first call. Java 8 needs none.
     *
     * @param candidate the JVM's own Instrumentation, which only agents get
     * @return false for any other implementation, which is ignored: the natives check no permissions, so code that is
     *     not an agent could inspect a file that it has no right to read
     */
    public static boolean useInstrumentation(Instrumentation candidate) {
        boolean isOfJvm = candidate != null
                && candidate.getClass().getName().equals(INSTRUMENTATION)
                && candidate.getClass().getClassLoader() == null;
        if (isOfJvm) {
            instrumentation = candidate;
        }
        return isOfJvm;
    }

    /** Whether the natives have been found; further calls are then cheap. */
    public static synchronized boolean isInitialized() {
        return calls != null;
    }

    /**
     * Finds the natives; a failure is not remembered, because another agent's transformer, or a lack of descriptors,
     * can cause it for a moment. The JDK class loads its native library at its first call, and a failure of that makes
     * the class unusable for the application too.
     */
    static synchronized FileCalls get() throws ReflectiveOperationException {
        if (calls == null) {
            if (!SpareDescriptors.areAvailable()) {
                throw new ReflectiveOperationException("no free descriptor to load the JDK's native library");
            }
            if (instrumentation != null) {
                InternalPackages.open(instrumentation, "sun.nio.fs");
            }
            calls = new FileCalls();
        }
        return calls;
    }

    FileStatus fstat(int number) throws ReflectiveOperationException {
        Object result = JdkMethods.newInstance(attributes);
        fstat.invoke(null, number, result);
        return status(result);
    }

    /**
     * The native throws up to Java 17 and returns the error number, 0 for success, since 21. Returns null on an error.
     */
    FileStatus stat(String path) throws ReflectiveOperationException {
        Object result = JdkMethods.newInstance(attributes);
        Object error = callWithPath(stat, path, result);
        return error == null || error.equals(0) ? status(result) : null;
    }

    /** A descriptor of the file itself, opened with O_PATH: it does not open the file for reading or writing. */
    int openPath(String path) throws ReflectiveOperationException {
        return (int) callWithPath(open, path, O_PATH | O_CLOEXEC, 0);
    }

    void close(int number) throws ReflectiveOperationException {
        close.invoke(null, number);
    }

    private FileStatus status(Object result) throws ReflectiveOperationException {
        return new FileStatus((int) mode.invoke(result), (long) device.invoke(result), (long) inode.invoke(result));
    }

    /** Calls a native whose first parameter is the address of the path's bytes. */
    private Object callWithPath(Method call, String path, Object... more) throws ReflectiveOperationException {
        Object buffer = newBuffer.invoke(null, (Object) bytes(path));
        try {
            Object[] arguments = new Object[more.length + 1];
            arguments[0] = address.invoke(buffer);
            System.arraycopy(more, 0, arguments, 1, more.length);
            return call.invoke(null, arguments);
        } finally {
            release.invoke(buffer);
        }
    }

    private static byte[] bytes(String path) {
        return path.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }
}
