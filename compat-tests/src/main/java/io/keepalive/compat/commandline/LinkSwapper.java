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
 * Poses as a JVM with the agent in it, and puts links to a folder and a file that are somebody else's in the place of
 * whatever appears for attaching to this JVM or for talking to its agent: in /tmp where it is this user's, and in the
 * working folder in any case. Arguments: the folder, and the file. Until its standard input ends.
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

    /** Once its socket is there, nobody would announce an attaching any more. */
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
            // The next round looks again.
        }
    }

    /** What is not this user's stays: the folder's sticky bit sees to that. */
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

    /** Something of the file system that may fail. */
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
