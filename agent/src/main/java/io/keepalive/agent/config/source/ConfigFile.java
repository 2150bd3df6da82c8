// SPDX-License-Identifier: Apache-2.0
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
 * Reads the configuration file. Refuses anything but a regular file: opening a named pipe blocks until a writer opens it,
 * and reading a device may never end. Uses only java.io, since java.nio.file would fix the default file-system provider
 * before the application can replace it.
 */
public final class ConfigFile {

    private static final int MAX_BYTES = 1 << 20;

    private final String path;
    private final FileAccess access;

    /** @param access records when the file system is in use */
    public ConfigFile(String path, FileAccess access) {
        this.path = path;
        this.access = access;
    }

    /** Reads the whole file now. */
    public FileContent content() {
        access.begin();
        try {
            return content(new File(path));
        } finally {
            access.end();
        }
    }

    private FileContent content(File file) {
        try {
            return FileContent.of(path, bytes(file));
        } catch (FileNotFoundException refused) {
            return FileContent.refused(path, refused.getMessage(), file.isFile() && file.canRead());
        } catch (IOException unreadable) {
            return FileContent.unreadable(path, unreadable.getMessage());
        }
    }

    /** @throws IOException with the reason, where the file is not regular, larger than 1 MiB, or cannot be read */
    private byte[] bytes(File file) throws IOException {
        if (!file.exists()) {
            throw new IOException("no such file (looked for " + file.getAbsolutePath() + ")");
        }
        if (file.isDirectory()) {
            throw new IOException("it is a directory; a configuration is a regular file");
        }
        if (file.length() > MAX_BYTES) {
            throw tooLarge();
        }
        // Preparing these calls takes time that a short-lived application would wait for: until then, open by name.
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

    /** Opens the file by name, so that errors have the name. After the check, a named pipe may still replace the file. */
    private InputStream openUnheld(File file) throws IOException {
        if (!file.isFile()) {
            // The file system has responded. The status call is slow in a JVM that has just started: not its delay.
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
            if (bytes.size() > MAX_BYTES) {
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
        return new IOException("larger than 1 MiB, the most that is allowed");
    }
}
