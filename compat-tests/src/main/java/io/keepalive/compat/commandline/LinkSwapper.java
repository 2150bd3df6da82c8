// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

/**
 * Pretends to be a JVM with the agent, and replaces every file that appears for attaching to it or for talking to its
 * agent by links to a folder and a file of another user: in /tmp where the file belongs to this user, and in the
 * working folder always. Arguments: the folder and the file. Ends with its standard input.
 */
public final class LinkSwapper implements Runnable {

    private static final Path TMP = Paths.get("/tmp");

    private final Path folder;
    private final Path file;
    private final String pid;
    private final Path announcement;

    private LinkSwapper(Path folder, Path file) throws IOException {
        this.folder = folder;
        this.file = file;
        this.pid = Paths.get("/proc/self").toRealPath().getFileName().toString();
        this.announcement = Paths.get(".attach_pid" + pid).toAbsolutePath();
    }

    public static void main(String[] arguments) throws Exception {
        Impostor.pretendToBeAgent();
        Thread swapper = new Thread(new LinkSwapper(Paths.get(arguments[0]), Paths.get(arguments[1])));
        swapper.setDaemon(true);
        swapper.start();
        System.out.println("ready");
        StandardInput.untilItsEnd();
    }

    @Override
    public void run() {
        while (true) {
            swapIn(TMP, "keepalive-agent-*");
            attempt(() -> Files.createSymbolicLink(announcement, file));
            swap(TMP.resolve(".attach_pid" + pid));
            attempt(this::removeOldAttachSocket);
        }
    }

    /** While the attach socket exists, the attach API creates no announcement file. */
    private void removeOldAttachSocket() throws IOException {
        Path socket = TMP.resolve(".java_pid" + pid);
        long age = System.currentTimeMillis()
                - Files.getLastModifiedTime(socket, LinkOption.NOFOLLOW_LINKS).toMillis();
        if (age > TimeUnit.SECONDS.toMillis(2)) {
            Files.delete(socket);
        }
    }

    private void swapIn(Path parent, String names) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, names)) {
            for (Path path : found) {
                swap(path);
            }
        } catch (IOException gone) {
            // The next round lists the folder again.
        }
    }

    /** Files of other users cannot be moved: the folder has the sticky bit. */
    private void swap(Path path) {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        attempt(() -> {
            Files.move(path, path.resolveSibling("swapped-" + pid + "-" + System.nanoTime()));
            Files.createSymbolicLink(path, isFolder ? folder : file);
            System.out.println("swapped " + path);
        });
    }

    /** A file operation that may fail. */
    private interface Attempt {
        void make() throws IOException;
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException failed) {
            // The next round tries again.
        }
    }
}
