package io.keepalive.agent.kernel;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The descriptors of this process, and which of them are sockets. Costs system calls: for the agent's own thread, and
 * for no other, since it answers from one object that it fills again each time.
 */
public final class OpenDescriptors {

    /** S_IFMT and S_IFSOCK, linux/stat.h. */
    private static final int FILE_TYPE = 0xF000;

    private static final int SOCKET = 0xC000;

    /** What {@link #inode} answers for anything that is no open socket. */
    public static final long NO_SOCKET = 0;

    private final File directory;
    private final Object attributes;
    private final MethodHandle fstat;
    private final MethodHandle mode;
    private final MethodHandle inode;

    private OpenDescriptors() throws ReflectiveOperationException {
        directory = new File("/proc/self/fd");
        Class<?> type = JdkMethods.jdkClass("sun.nio.fs.UnixFileAttributes");
        attributes = JdkMethods.newInstance(type);
        fstat = fstat(type).asType(MethodType.methodType(void.class, int.class, Object.class));
        mode = JdkMethods.method(type, "mode").asType(MethodType.methodType(int.class, Object.class));
        inode = JdkMethods.method(type, "ino").asType(MethodType.methodType(long.class, Object.class));
    }

    /** The native itself: by 21 it has been renamed, and what has its name then wraps it. */
    private static MethodHandle fstat(Class<?> attributes) throws ReflectiveOperationException {
        Class<?> dispatcher = JdkMethods.jdkClass("sun.nio.fs.UnixNativeDispatcher");
        try {
            return JdkMethods.method(dispatcher, "fstat0", int.class, attributes);
        } catch (NoSuchMethodException before21) {
            return JdkMethods.method(dispatcher, "fstat", int.class, attributes);
        }
    }

    /** Those of this process, or null where the system does not list them, as some sandboxes do not. */
    public static OpenDescriptors whereListed() {
        try {
            OpenDescriptors descriptors = new OpenDescriptors();
            return descriptors.directory.list() == null ? null : descriptors;
        } catch (ReflectiveOperationException notUnix) {
            return null;
        }
    }

    /**
     * How many descriptors are open, themselves not listed: cheap, and told by the kernel since Linux 6.2.
     *
     * @return the number, or 0 where the kernel does not tell
     */
    public long count() {
        return directory.length();
    }

    /** The numbers of all open descriptors at one moment, in no order; empty where /proc is hidden. */
    public int[] numbers() {
        String[] names = directory.list();
        if (names == null) {
            return new int[0];
        }
        int[] numbers = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = Integer.parseInt(names[i]);
        }
        return numbers;
    }

    /** The inode that tells one socket from another for as long as it lives, or {@link #NO_SOCKET}. */
    public long inode(int number) {
        try {
            fstat.invokeExact(number, attributes);
            return ((int) mode.invokeExact(attributes) & FILE_TYPE) == SOCKET
                    ? (long) inode.invokeExact(attributes)
                    : NO_SOCKET;
        } catch (Throwable closedMeanwhile) {
            return NO_SOCKET;
        }
    }
}
