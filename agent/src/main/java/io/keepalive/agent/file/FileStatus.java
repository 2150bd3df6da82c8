// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.file;

/**
 * The result of stat(2) for a file or for a descriptor of this process: kind and identity. Uses JDK internals, because
 * java.nio.file would fix the default file-system provider before an application could replace it. Blocks while a file
 * system does not respond, so it is not for application threads.
 */
public final class FileStatus {

    /* S_IFMT and the file types, linux/stat.h. */
    private static final int FILE_TYPE = 0xF000;
    private static final int NAMED_PIPE = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int DIRECTORY = 0x4000;
    private static final int BLOCK_DEVICE = 0x6000;
    private static final int REGULAR = 0x8000;
    private static final int SOCKET = 0xC000;

    private final int mode;
    private final long device;
    private final long inode;

    FileStatus(int mode, long device, long inode) {
        this.mode = mode;
        this.device = device;
        this.inode = inode;
    }

    /**
     * The status of the file at a path, links followed; null where there is no file, or this JDK has no such native.
     */
    public static FileStatus ofFile(String path) {
        try {
            return FileCalls.get().stat(path);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return null;
        }
    }

    /** The status of the file behind an open descriptor; null where it is not open, or this JDK has no such native. */
    public static FileStatus ofDescriptor(int number) {
        try {
            return FileCalls.get().fstat(number);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return null;
        }
    }

    /** The kind in words, such as {@code a named pipe}. */
    public String kind() {
        switch (mode & FILE_TYPE) {
            case NAMED_PIPE:
                return "a named pipe";
            case CHARACTER_DEVICE:
            case BLOCK_DEVICE:
                return "a device";
            case DIRECTORY:
                return "a directory";
            case REGULAR:
                return "a regular file";
            case SOCKET:
                return "a socket";
            default:
                return "of an unknown kind";
        }
    }

    /** Whether it is a regular file. */
    public boolean isRegular() {
        return (mode & FILE_TYPE) == REGULAR;
    }

    /** Whether it is a socket of any family. */
    public boolean isSocket() {
        return (mode & FILE_TYPE) == SOCKET;
    }

    /** Whether it is a pipe, named or not. */
    public boolean isPipe() {
        return (mode & FILE_TYPE) == NAMED_PIPE;
    }

    /** The file's number on its file system. */
    public long inode() {
        return inode;
    }

    /** Whether both are the same file, pipe or socket. */
    public boolean isSame(FileStatus other) {
        return other != null && other.device == device && other.inode == inode;
    }
}
