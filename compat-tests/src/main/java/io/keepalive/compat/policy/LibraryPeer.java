// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that implements only what a client library needs to keep its connection open. Arguments: the address to
 * listen on and the protocol: {@code redis} and {@code postgres} answer commands, {@code http2} sends its settings and
 * reads, {@code silent} only reads. Prints {@code heard PORT} when a client has sent something, which it does after setting its
 * options.
 */
public final class LibraryPeer {

    /** RFC 9113, 6.5: length 0, type 4, no flags, stream 0. */
    private static final byte[] HTTP2_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final String protocol;

    private LibraryPeer(String protocol) {
        this.protocol = protocol;
    }

    public static void main(String[] arguments) throws Exception {
        LibraryPeer peer = new LibraryPeer(arguments[1]);
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName(arguments[0]), 0));
        Daemon.start("acceptor", () -> peer.serve(server));
        System.out.println("listening " + server.getLocalPort());
        StandardInput.untilItsEnd();
    }

    private void serve(ServerSocket server) throws IOException {
        while (true) {
            Socket accepted = server.accept();
            Daemon.start("session", () -> talk(accepted));
        }
    }

    private void talk(Socket accepted) throws IOException {
        if (protocol.equals("postgres")) {
            FakePostgres.serve(accepted);
        }
        DataInputStream in = new DataInputStream(new BufferedInputStream(accepted.getInputStream()));
        OutputStream out = accepted.getOutputStream();
        in.mark(1);
        in.readUnsignedByte();
        in.reset();
        System.out.println("heard " + accepted.getPort());
        if (protocol.equals("redis")) {
            answerCommands(in, out);
        } else {
            out.write(protocol.equals("http2") ? HTTP2_SETTINGS : new byte[0]);
            drain(in);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] bytes = new byte[8 * 1024];
        while (in.read(bytes) >= 0) {
            // The content does not matter.
        }
    }

    /** HELLO is unknown, as before Redis 6, so that the client uses the older protocol version. */
    private static void answerCommands(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            String answer = command(in).equalsIgnoreCase("HELLO") ? "-ERR unknown command\r\n" : "+OK\r\n";
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Reads an array of strings and returns the first, the name of the command. */
    private static String command(DataInputStream in) throws IOException {
        int words = number(in);
        String name = word(in);
        for (int i = 1; i < words; i++) {
            word(in);
        }
        return name;
    }

    private static String word(DataInputStream in) throws IOException {
        byte[] bytes = new byte[number(in)];
        in.readFully(bytes);
        in.readFully(new byte["\r\n".length()]);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The number in a line such as {@code *2} or {@code $5}. */
    private static int number(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        int number = 0;
        for (int digit = in.readUnsignedByte(); digit != '\r'; digit = in.readUnsignedByte()) {
            number = 10 * number + digit - '0';
        }
        in.readUnsignedByte();
        return number;
    }
}
