// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What the current user may do with a file, determined without opening it. */
public enum FilePermissions {
    /** The file does not exist. */
    NONE,
    /** The user may not read it, or not enter a folder above it. */
    DENIED,
    READABLE;

    /** What the current user may do with a file. */
    public static FilePermissions of(Path file) {
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
