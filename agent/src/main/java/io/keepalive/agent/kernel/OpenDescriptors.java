package io.keepalive.agent.kernel;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The descriptors of this process, and which of them are sockets. Costs system calls and memory: for the agent's own
 * thread.
 */
public final class OpenDescriptors {

    /** S_IFMT and S_IFSOCK, linux/stat.h. */
    private static final int FILE_TYPE = 0xF000;

    private static final int SOCKET = 0xC000;

    /** What {@link #inode} answers for anything that is no open socket. */
    public static final long NO_SOCKET = 0;

    private final File directory;
    private final MethodHandle attributesOf;
    private final MethodHandle mode;
    private final MethodHandle inode;

    private OpenDescriptors() throws ReflectiveOperationException {
        directory = new File("/proc/self/fd");
        Class<?> attributes = JdkMethods.jdkClass("sun.nio.fs.UnixFileAttributes");
        attributesOf =
                JdkMethods.method(attributes, "get", int.class).asType(MethodType.methodType(Object.class, int.class));
        mode = JdkMethods.method(attributes, "mode").asType(MethodType.methodType(int.class, Object.class));
        inode = JdkMethods.method(attributes, "ino").asType(MethodType.methodType(long.class, Object.class));
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
            Object attributes = (Object) attributesOf.invokeExact(number);
            return ((int) mode.invokeExact(attributes) & FILE_TYPE) == SOCKET
                    ? (long) inode.invokeExact(attributes)
                    : NO_SOCKET;
        } catch (Throwable closedMeanwhile) {
            return NO_SOCKET;
        }
    }
}
