package io.keepalive.agent.kernel;

import java.io.File;
import java.lang.invoke.MethodHandle;

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

    /** @throws ReflectiveOperationException where this JDK cannot be asked about a descriptor's kind */
    public OpenDescriptors() throws ReflectiveOperationException {
        directory = new File("/proc/self/fd");
        Class<?> attributes = JdkMethods.jdkClass("sun.nio.fs.UnixFileAttributes");
        attributesOf = JdkMethods.method(attributes, "get", int.class)
                .asType(java.lang.invoke.MethodType.methodType(Object.class, int.class));
        mode = JdkMethods.method(attributes, "mode")
                .asType(java.lang.invoke.MethodType.methodType(int.class, Object.class));
        inode = JdkMethods.method(attributes, "ino")
                .asType(java.lang.invoke.MethodType.methodType(long.class, Object.class));
    }

    /** Whether /proc is there: some sandboxes hide it. */
    public boolean areListed() {
        return directory.list() != null;
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
