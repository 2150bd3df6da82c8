// SPDX-License-Identifier: Apache-2.0
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
 * The command line's side of a {@link MessageFile}: a new file that only this user can open, in a folder that stays
 * open. Replies are read through the descriptor that created the file, whatever has its name by then, and only that
 * name is removed.
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
     * Writes a request into the temporary folder, or into that of the container of the other process.
     *
     * @throws CommandFailure if it cannot be written, or other users could replace the file
     */
    static RequestFile create(JvmProcess process, boolean hasSameFiles, Request request) throws CommandFailure {
        Path pathInTarget =
                hasSameFiles ? Paths.get(System.getProperty("java.io.tmpdir")).toAbsolutePath() : Paths.get("/tmp");
        try {
            return new RequestFile(
                    hasSameFiles ? ownFolder(pathInTarget) : containerFolder(process, pathInTarget),
                    pathInTarget.resolve("keepalive-agent-" + random()),
                    request);
        } catch (IOException | RuntimeException failed) {
            throw new CommandFailure("cannot write a request to process " + process.pid() + " in " + pathInTarget
                    + (hasSameFiles ? "" : " of its container") + ": " + failed.getMessage());
        }
    }

    private static SecureDirectoryStream<Path> ownFolder(Path path) throws IOException {
        if (!TrustedPath.isSafe(path.toRealPath())) {
            throw new IOException("other users can replace files there; set another folder with -Djava.io.tmpdir=");
        }
        return secure(Files.newDirectoryStream(path));
    }

    /** Opens folder by folder from the container's root, because a link in it would lead to files outside. */
    private static SecureDirectoryStream<Path> containerFolder(JvmProcess process, Path path) throws IOException {
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
        throw new IOException("this system cannot keep a folder open");
    }

    private static String random() {
        return new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    }

    /** The argument for the attach API, with the path in the other process. */
    String address() {
        return address;
    }

    /**
     * Reads a reply and empties the file for the next one.
     *
     * @return null if there is none, or it is still incomplete
     * @throws IOException if it is not a reply; the message contains nothing of its content
     */
    synchronized Reply readReply() throws IOException {
        if (closed || !isComplete()) {
            return null;
        }
        file.position(0);
        Reply reply = new ReplyStream(new BufferedInputStream(Channels.newInputStream(file), 1 << 16)).next();
        file.truncate(0);
        return reply;
    }

    private boolean isComplete() throws IOException {
        long size = file.size();
        if (size > ReplyStream.MOST_BYTES) {
            throw new IOException("it is larger than any reply of an agent");
        }
        ByteBuffer end = ByteBuffer.allocate(END.length);
        file.position(Math.max(0, size - END.length));
        while (end.hasRemaining() && file.read(end) > 0) {
            // Reads on.
        }
        return Arrays.equals(end.array(), END);
    }

    /** Removes the file. */
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
            // The system clears its temporary folder.
        }
    }
}
