package io.keepalive.agent.cli;

import io.keepalive.agent.remote.Mailbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;

/** A private folder that this process and another JVM can both use; removed when it is closed. */
final class MailFolder implements AutoCloseable {

    private static final String PREFIX = "keepalive-agent-";

    private final Path folder;
    private final String asTheOtherSeesIt;

    private MailFolder(Path folder, String asTheOtherSeesIt) {
        this.folder = folder;
        this.asTheOtherSeesIt = asTheOtherSeesIt;
    }

    /** Makes one; where the other is in a container, in its temporary folder, and for another user, given to that one. */
    static MailFolder to(JvmProcess process) throws CommandFailure {
        try {
            boolean shared = process.hasOurFiles();
            Path base = shared ? Paths.get(System.getProperty("java.io.tmpdir")) : process.inside(Paths.get("/tmp"));
            Path folder = Files.createTempDirectory(
                    base, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (process.uid() != JvmProcess.ownUid()) {
                Files.setAttribute(folder, "unix:uid", process.uid());
            }
            return new MailFolder(folder, shared ? folder.toAbsolutePath().toString() : "/tmp/" + folder.getFileName());
        } catch (IOException | RuntimeException failed) {
            throw new CommandFailure("no folder can be made for the reply of process " + process.pid() + ": " + failed);
        }
    }

    Mailbox mailbox() {
        return new Mailbox(folder.toFile());
    }

    /** Its path in the other JVM. */
    String asTheOtherSeesIt() {
        return asTheOtherSeesIt;
    }

    /** Removes it. What cannot be removed stays, in a folder of nobody else. */
    @Override
    public void close() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            // The system clears its temporary folder some day.
        }
    }
}
