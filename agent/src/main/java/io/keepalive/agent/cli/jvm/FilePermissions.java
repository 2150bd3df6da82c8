// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** What the current user may do with a file, determined without opening it. */
public enum FilePermissions {
    /** The file does not exist. */
    NONE,
    /** The user may not read it, or not enter a folder above it. */
    DENIED,
    READABLE;

    private static final Path PROC = Paths.get("/proc");
    private static final int READ = 4;
    private static final int WRITE = 2;

    /** What the current user may do with a file. */
    public static FilePermissions of(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return Files.isReadable(file) || hasMode(file, READ) ? READABLE : DENIED;
        } catch (NoSuchFileException | NotDirectoryException none) {
            return NONE;
        } catch (IOException denied) {
            return DENIED;
        }
    }

    /** Whether the current user may write the file or, into a folder, files. */
    static boolean allowsWriting(Path file) {
        try {
            return Files.isWritable(file) || hasMode(file, WRITE);
        } catch (IOException denied) {
            return false;
        }
    }

    /**
     * Whether the file's mode gives the permission, for a file of another process, below /proc/PID/root. access(2), which
     * Java calls, disregards the capabilities of this process, and so does not see those files where the kernel hides them
     * from processes with fewer capabilities.
     */
    private static boolean hasMode(Path file, int permission) throws IOException {
        if (!file.startsWith(PROC)) {
            return false;
        }
        Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,gid,mode");
        ProcessStatus own = JvmProcess.ownStatus();
        int shift = attributes.get("uid").equals(own.uid()) ? 6 : own.hasGroup((int) attributes.get("gid")) ? 3 : 0;
        return ((int) attributes.get("mode") >> shift & permission) != 0;
    }
}
