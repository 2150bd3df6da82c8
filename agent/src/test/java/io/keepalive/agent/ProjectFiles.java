// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of the project, without those of Git and of builds, which others write and delete meanwhile. */
final class ProjectFiles extends SimpleFileVisitor<Path> {

    static final Path ROOT = Path.of("..");

    private static final Set<String> OF_GIT_AND_BUILDS = Set.of(".git", "target");

    private final List<Path> files = new ArrayList<>();
    private final Set<String> leftOut = new HashSet<>(OF_GIT_AND_BUILDS);

    private ProjectFiles(String... furtherNames) {
        leftOut.addAll(List.of(furtherNames));
    }

    static List<Path> all() {
        return without();
    }

    /** @param furtherNames files and folders that are left out too */
    static List<Path> without(String... furtherNames) {
        ProjectFiles found = new ProjectFiles(furtherNames);
        try {
            Files.walkFileTree(ROOT, found);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isLeftOut(file)) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private boolean isLeftOut(Path path) {
        return leftOut.contains(path.getFileName().toString());
    }
}
