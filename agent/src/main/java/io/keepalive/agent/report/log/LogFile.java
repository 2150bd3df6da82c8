// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import io.keepalive.agent.file.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The regular file at a path at one moment. Immutable. */
final class LogFile {

    private final Object key;
    private final long size;

    private LogFile(BasicFileAttributes attributes) {
        key = attributes.fileKey();
        size = attributes.size();
    }

    /**
     * The file at this path, links followed; null if there is none.
     *
     * @throws IOException if it is no regular file
     */
    static LogFile at(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
            if (!attributes.isRegularFile()) {
                throw refusal(path.toString(), FileStatus.ofFile(path.toString()));
            }
            return new LogFile(attributes);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** @param status of the existing file, or null if unknown */
    static FileSystemException refusal(String path, FileStatus status) {
        String kind = status == null ? "neither a regular file nor a device" : "it is " + status.kind();
        return new FileSystemException(path, null, kind + "; a log file is a regular file");
    }

    /** In bytes. */
    long size() {
        return size;
    }

    /** Whether it is the same file by device and inode, or by name if the system has neither. */
    boolean isSame(LogFile that) {
        return that != null && (key == null || key.equals(that.key));
    }
}
