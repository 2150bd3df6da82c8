// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.file;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The file that a path leads to at one moment, kept even when the path leads elsewhere later, so that it can be
 * examined before it is opened. Holding it does not open it: opening a named pipe would wait for a writer.
 */
public final class HeldFile implements Closeable {

    private final FileCalls calls;
    private final int descriptor;
    private final FileStatus status;

    private HeldFile(FileCalls calls, int descriptor) throws ReflectiveOperationException {
        this.calls = calls;
        this.descriptor = descriptor;
        this.status = calls.fstat(descriptor);
    }

    /**
     * Holds the file at a path, links followed; null where there is no file, or this JDK or system does not support it.
     */
    public static HeldFile at(String path) {
        try {
            FileCalls calls = FileCalls.get();
            return new HeldFile(calls, calls.openPath(path));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return null;
        }
    }

    /** The status of the held file. */
    public FileStatus status() {
        return status;
    }

    /**
     * Opens the held file for reading.
     *
     * @throws FileNotFoundException where that is not permitted, or /proc is hidden
     */
    public InputStream open() throws FileNotFoundException {
        return new FileInputStream("/proc/self/fd/" + descriptor);
    }

    /**
     * Opens the held file for appending.
     *
     * @throws FileNotFoundException where that is not permitted, or /proc is hidden
     */
    public OutputStream append() throws FileNotFoundException {
        return new FileOutputStream("/proc/self/fd/" + descriptor, true);
    }

    @Override
    public void close() {
        try {
            calls.close(descriptor);
        } catch (ReflectiveOperationException impossible) {
            // Cannot happen: the descriptor is open and belongs to this object.
            return;
        }
    }
}
