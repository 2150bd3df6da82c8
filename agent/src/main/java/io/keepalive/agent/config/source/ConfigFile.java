package io.keepalive.agent.config.source;

import io.keepalive.agent.file.FileCalls;
import io.keepalive.agent.file.FileStatus;
import io.keepalive.agent.file.HeldFile;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The configuration file. Only of a regular file, for opening a named pipe waits until somebody writes into
 * it, and a device may never end. Read by java.io alone: java.nio.file would fix the default file-system provider before
 * an application could replace it.
 */
public final class ConfigFile {

    private static final int MOST_BYTES = 1 << 20;

    private final String path;
    private final FileAccess access;

    /** @param access is told when the file system is asked */
    public ConfigFile(String path, FileAccess access) {
        this.path = path;
        this.access = access;
    }

    /** Reads all of it now. */
    public FileContent content() {
        try {
            return FileContent.of(path, bytes());
        } catch (IOException unreadable) {
            return FileContent.unreadable(path, unreadable.getMessage());
        }
    }

    /** @throws IOException where it is no regular file, larger than 1 MiB, or cannot be read; its message says which */
    private byte[] bytes() throws IOException {
        access.begin();
        try {
            return bytes(new File(path));
        } finally {
            access.end();
        }
    }

    private byte[] bytes(File file) throws IOException {
        if (!file.exists()) {
            throw new IOException("no such file (looked for " + file.getAbsolutePath() + ")");
        }
        if (file.isDirectory()) {
            throw new IOException("a directory, where a file is expected");
        }
        if (file.length() > MOST_BYTES) {
            throw tooLarge();
        }
        // The first time, an application that ends at once waits for this: then the name alone has to do.
        try (HeldFile held = FileCalls.isInitialized() ? HeldFile.at(path) : null;
                InputStream in = held == null ? openUnheld(file) : open(file, held)) {
            return bytes(in);
        }
    }

    private InputStream open(File file, HeldFile held) throws IOException {
        if (!held.status().isRegular()) {
            throw notRegular(held.status());
        }
        try {
            return held.open();
        } catch (FileNotFoundException refused) {
            return openUnheld(file);
        }
    }

    /** Says by its name what is wrong; without a hold, a named pipe may come in between. */
    private InputStream openUnheld(File file) throws IOException {
        if (!file.isFile()) {
            // It has answered; to ask more closely takes a JVM that has just started some time.
            access.end();
            throw notRegular(FileStatus.ofFile(file.getPath()));
        }
        return new FileInputStream(file);
    }

    private static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
            if (bytes.size() > MOST_BYTES) {
                throw tooLarge();
            }
        }
        return bytes.toByteArray();
    }

    private static IOException notRegular(FileStatus status) {
        String kind = status == null ? "a named pipe, a device or a socket" : status.kind();
        return new IOException("it is " + kind + "; a configuration is a regular file");
    }

    private static IOException tooLarge() {
        return new IOException("larger than 1 MiB, which is the most that is read");
    }
}
