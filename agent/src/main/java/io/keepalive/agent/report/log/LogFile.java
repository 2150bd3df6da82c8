package io.keepalive.agent.report.log;

import io.keepalive.agent.file.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A regular file that a name leads to at one moment. Immutable. */
final class LogFile {

    private final Object key;
    private final long size;

    private LogFile(BasicFileAttributes attributes) {
        key = attributes.fileKey();
        size = attributes.size();
    }

    /**
     * The one that this path leads to, links followed; null where there is none.
     *
     * @throws IOException where there is something else
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

    /** @param status of what is there, or null where that is not told */
    static FileSystemException refusal(String path, FileStatus status) {
        String kind = status == null ? "neither a regular file nor a device" : "it is " + status.kind();
        return new FileSystemException(path, null, kind + "; a log file is a regular file");
    }

    /** In bytes. */
    long size() {
        return size;
    }

    /** Whether that is the same file: by device and inode, and where the system tells neither, by the name alone. */
    boolean isSame(LogFile that) {
        return that != null && (key == null || key.equals(that.key));
    }
}
