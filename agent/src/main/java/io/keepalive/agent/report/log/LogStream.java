// SPDX-License-Identifier: Apache-2.0
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
 * A log target that is never rolled: a device such as /dev/null, or a stream that another process opened and rolls, under a
 * name such as /dev/stdout.
 */
final class LogStream implements LogWriter {

    private final OutputStream stream;

    private LogStream(OutputStream stream) {
        this.stream = stream;
    }

    /** Whether there is such a target, or a named pipe or socket, which {@link #open} refuses. */
    static boolean isAt(File file) {
        return isOwnOutput(file) || file.exists() && !file.isFile() && !file.isDirectory();
    }

    /** /dev/stdout and the like are links. */
    private static boolean isOwnOutput(File file) {
        String path = file.getPath();
        return (path.startsWith("/dev/") || path.startsWith("/proc/")) && Files.isSymbolicLink(file.toPath());
    }

    /** @throws IOException if it cannot be written, or is a named pipe or a socket */
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

    /** Opening a pipe without a reader blocks. This method is the reader until the pipe is open. */
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
