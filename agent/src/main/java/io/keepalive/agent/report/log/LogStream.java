package io.keepalive.agent.report.log;

import io.keepalive.agent.file.FileStatus;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * What a log can go to that is never rolled: a device such as /dev/null, and what the process has been given, by a name
 * such as /dev/stdout, which somebody else has opened and rolls.
 */
final class LogStream implements LogWriter {

    private final OutputStream stream;

    private LogStream(OutputStream stream) {
        this.stream = stream;
    }

    /** Whether this path leads to any of that, or to a named pipe or socket, which {@link #open} refuses. */
    static boolean isAt(File file) {
        return isOwnOutput(file) || file.exists() && !file.isFile() && !file.isDirectory();
    }

    /** /dev/stdout and its kin are links. */
    private static boolean isOwnOutput(File file) {
        String path = file.getPath();
        return (path.startsWith("/dev/") || path.startsWith("/proc/")) && Files.isSymbolicLink(file.toPath());
    }

    /** @throws IOException where it cannot be written, or is a named pipe or a socket */
    static LogStream open(File file) throws IOException {
        FileStatus status = FileStatus.ofFile(file.getPath());
        boolean isPipe = status != null && status.isPipe();
        if (isOwnOutput(file)) {
            return new LogStream(isPipe ? pipe(file) : new FileOutputStream(file, true));
        }
        if (status == null || isPipe || status.isSocket()) {
            throw LogFile.refusal(file.getPath(), status);
        }
        return new LogStream(new FileOutputStream(file, true));
    }

    /** Opening a pipe whose reader is gone waits for another. Opened for reading too, it has one until it is open. */
    private static OutputStream pipe(File file) throws IOException {
        RandomAccessFile reader = new RandomAccessFile(file, "rw");
        try {
            return new FileOutputStream(file, true);
        } finally {
            reader.close();
        }
    }

    @Override
    public void write(String line) throws IOException {
        stream.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
