package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.MessageFile;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStream;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.TrustedPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;

/**
 * A {@link MessageFile} as whoever asks holds it: a new file that only this user can open, in a folder that stays open. What
 * is read is the file that was made here, whatever has its name by then, and what is removed is that one name.
 */
final class RequestFile implements AutoCloseable {

    private static final byte[] END = ("\n" + Reply.END + "\n").getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_BITS = 128;

    private final SecureDirectoryStream<Path> folder;
    private final Path name;
    private final SeekableByteChannel file;
    private final String address;
    private boolean closed;

    private RequestFile(SecureDirectoryStream<Path> folder, Path path, Request request) throws IOException {
        String token = random();
        this.folder = folder;
        this.name = path.getFileName();
        this.address = MessageFile.address(token, path.toString());
        this.file = folder.newByteChannel(
                name,
                new HashSet<>(Arrays.asList(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        LinkOption.NOFOLLOW_LINKS)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (ByteBuffer content = ByteBuffer.wrap(MessageFile.content(token, request)); content.hasRemaining(); ) {
            file.write(content);
        }
    }

    /**
     * Writes one; where the other process is in a container, into its folder for temporary files.
     *
     * @throws CommandFailure where that cannot be, or where other users could exchange the file
     */
    static RequestFile to(JvmProcess process, boolean hasOurFiles, Request request) throws CommandFailure {
        Path asItIsThere =
                hasOurFiles ? Paths.get(System.getProperty("java.io.tmpdir")).toAbsolutePath() : Paths.get("/tmp");
        try {
            return new RequestFile(
                    hasOurFiles ? ownFolder(asItIsThere) : foldersIn(process, asItIsThere),
                    asItIsThere.resolve("keepalive-agent-" + random()),
                    request);
        } catch (IOException | RuntimeException failed) {
            throw new CommandFailure("no request to process " + process.pid() + " can be written in " + asItIsThere
                    + (hasOurFiles ? "" : " of its container") + ": " + failed.getMessage());
        }
    }

    private static SecureDirectoryStream<Path> ownFolder(Path path) throws IOException {
        if (!TrustedPath.isSafe(path.toRealPath())) {
            throw new IOException("other users can change what lies there; name another folder with -Djava.io.tmpdir=");
        }
        return secure(Files.newDirectoryStream(path));
    }

    /** Link by link from its root: a link there would lead into the files of this process. */
    private static SecureDirectoryStream<Path> foldersIn(JvmProcess process, Path path) throws IOException {
        SecureDirectoryStream<Path> folder =
                secure(Files.newDirectoryStream(process.folder().resolve("root")));
        for (Path part : path) {
            try (SecureDirectoryStream<Path> above = folder) {
                folder = above.newDirectoryStream(part, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return folder;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) throws IOException {
        if (folder instanceof SecureDirectoryStream) {
            return (SecureDirectoryStream<Path>) folder;
        }
        folder.close();
        throw new IOException("this system opens no folders for good");
    }

    private static String random() {
        return new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    }

    /** For the attach API: where it lies in the other process. */
    String address() {
        return address;
    }

    /**
     * The reply, which makes room for the next one; null where there is none, or not yet the whole.
     *
     * @throws IOException where it is none that an agent writes, in words that hold nothing of what is in it
     */
    synchronized Reply takeReply() throws IOException {
        if (closed || !isWhole()) {
            return null;
        }
        file.position(0);
        Reply reply = new ReplyStream(new BufferedInputStream(Channels.newInputStream(file), 1 << 16)).next();
        file.truncate(0);
        return reply;
    }

    private boolean isWhole() throws IOException {
        long size = file.size();
        if (size > ReplyStream.MOST_BYTES) {
            throw new IOException("it is larger than any reply of an agent");
        }
        ByteBuffer end = ByteBuffer.allocate(END.length);
        file.position(Math.max(0, size - END.length));
        while (end.hasRemaining() && file.read(end) > 0) {
            // There is more.
        }
        return Arrays.equals(end.array(), END);
    }

    /** Removes it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            folder.deleteFile(name);
            file.close();
            folder.close();
        } catch (IOException stays) {
            // The system clears its temporary folder some day.
        }
    }
}
