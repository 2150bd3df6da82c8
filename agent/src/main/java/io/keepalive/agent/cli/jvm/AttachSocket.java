// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * HotSpot's attach protocol, by the sources of attachListener_posix.cpp and LinuxVirtualMachine. It serves a Java without
 * the module jdk.attach, such as the JRE of many container images. It needs the Unix-domain sockets of Java 16.
 */
final class AttachSocket {

    private static final String PROTOCOL_VERSION = "1";
    private static final String SUCCESS = "0";

    /** The attach API's own limit. */
    private static final long LISTENING_MILLIS = 10_000;

    private static final long POLL_MILLIS = 50;

    /** More than the longest message of HotSpot. */
    private static final int MOST_BYTES = 1 << 13;

    private AttachSocket() {}

    /** Whether this Java has what the protocol needs. OpenJ9 has another one. */
    static boolean isSupported() {
        try {
            addressClass();
            return !System.getProperty("java.vm.name", "").contains("J9");
        } catch (ClassNotFoundException before16) {
            return false;
        }
    }

    private static Class<?> addressClass() throws ClassNotFoundException {
        return Class.forName("java.net.UnixDomainSocketAddress");
    }

    /**
     * Requests a JVM to listen, if it does not yet.
     *
     * @param file the attach file, by which the JVM distinguishes the request from one for a thread dump
     */
    static void openListener(JvmProcess process, Path file, Path socket) throws IOException {
        if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            create(file);
            Sigquit.send(process.pid());
            await(socket);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException left) {
            // The caller has checked that its owner is this user.
        }
    }

    private static void await(Path socket) throws IOException {
        for (long waited = 0; !Files.exists(socket, LinkOption.NOFOLLOW_LINKS); waited += POLL_MILLIS) {
            if (waited >= LISTENING_MILLIS) {
                throw new IOException("it has not opened " + socket.getFileName() + " within " + LISTENING_MILLIS / 1000
                        + " s of the request");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /**
     * Has the JVM load an agent. Returns when the agent's method has returned.
     *
     * @throws IOException if the JVM has not loaded it, with the JVM's reason
     */
    static void loadAgent(Path socket, Path jar, String argument) throws IOException {
        requireOwn(socket);
        try (SocketChannel channel = SocketChannel.open(address(socket))) {
            send(channel, PROTOCOL_VERSION, "load", "instrument", "false", jar + "=" + argument);
            requireSuccess(receive(channel));
        }
    }

    /** Another user could have put a socket of its own there. */
    private static void requireOwn(Path socket) throws IOException {
        Object owner = Files.getAttribute(socket, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!owner.equals(JvmProcess.ownUid())) {
            throw new IOException(socket.getFileName() + " belongs to user " + owner);
        }
    }

    private static SocketAddress address(Path socket) throws IOException {
        try {
            return (SocketAddress) addressClass().getMethod("of", Path.class).invoke(null, socket);
        } catch (ReflectiveOperationException before16) {
            throw new IOException(before16);
        }
    }

    private static void send(SocketChannel channel, String... fields) throws IOException {
        ByteBuffer request = ByteBuffer.wrap((String.join("\0", fields) + "\0").getBytes(StandardCharsets.UTF_8));
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    private static String receive(SocketChannel channel) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 10];
        InputStream in = Channels.newInputStream(channel);
        for (int n = in.read(part); n > 0 && reply.size() < MOST_BYTES; n = in.read(part)) {
            reply.write(part, 0, n);
        }
        return new String(reply.toByteArray(), StandardCharsets.UTF_8);
    }

    /** @param reply the status of the request; then the agent's, in Java 8 without "return code: ", or a message */
    static void requireSuccess(String reply) throws IOException {
        String[] lines = reply.trim().split("\n", 2);
        String agent = lines.length < 2 ? "" : lines[1].trim();
        if (!lines[0].equals(SUCCESS)
                || !agent.replaceFirst("^return code: ", "").equals(SUCCESS)) {
            throw new IOException(agent.isEmpty() ? "status " + lines[0] : agent);
        }
    }
}
