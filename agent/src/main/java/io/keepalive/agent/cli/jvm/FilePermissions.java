package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What the user who runs this can do with a file; found out without opening it. */
public enum FilePermissions {
    /** There is none. */
    NONE,
    /** It, or a folder above it, is not for this user to read. */
    DENIED,
    READABLE;

    /** What the user who runs this may do with the file. */
    public static FilePermissions to(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return Files.isReadable(file) ? READABLE : DENIED;
        } catch (NoSuchFileException | NotDirectoryException none) {
            return NONE;
        } catch (IOException denied) {
            return DENIED;
        }
    }
}
