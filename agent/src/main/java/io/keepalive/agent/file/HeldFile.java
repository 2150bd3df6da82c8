package io.keepalive.agent.file;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The file that a name leads to at one moment, held whatever the name leads to later, so that it can be looked at before
 * it is opened. Holding it opens nothing: of a named pipe, that would wait for whoever writes into it.
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

    /** The one at a path, links followed; null where there is none, or this JDK or system has no such thing. */
    public static HeldFile at(String path) {
        try {
            FileCalls calls = FileCalls.get();
            return new HeldFile(calls, calls.openPath(path));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return null;
        }
    }

    /** Of what kind it is. */
    public FileStatus status() {
        return status;
    }

    /**
     * Opens it for reading.
     *
     * @throws FileNotFoundException where that is not allowed, or /proc is hidden
     */
    public InputStream open() throws FileNotFoundException {
        return new FileInputStream("/proc/self/fd/" + descriptor);
    }

    /**
     * Opens it for appending.
     *
     * @throws FileNotFoundException where that is not allowed, or /proc is hidden
     */
    public OutputStream append() throws FileNotFoundException {
        return new FileOutputStream("/proc/self/fd/" + descriptor, true);
    }

    @Override
    public void close() {
        try {
            calls.close(descriptor);
        } catch (ReflectiveOperationException impossible) {
            // It is open, and is nobody else's.
            return;
        }
    }
}
