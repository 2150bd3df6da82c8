// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Speaks as much of Microsoft's Tabular Data Stream 7.4 as a client of SQL Server needs: it lets everybody log in, and answers
 * every statement with one row, whose only column is the number of statements so far.
 */
public final class TdsServer {

    private static final int LOGIN = 0x10;
    private static final int PRELOGIN = 0x12;
    private static final int LAST_PACKET = 1;

    private TdsServer() {}

    public static void main(String[] arguments) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(arguments[0]));
        Signals.listening(server.getLocalPort());
        while (true) {
            Socket accepted = server.accept();
            new Thread(() -> serve(accepted)).start();
        }
    }

    private static void serve(Socket accepted) {
        try (DataInputStream in = new DataInputStream(accepted.getInputStream())) {
            int statements = 0;
            for (int type = message(in); type >= 0; type = message(in)) {
                answer(
                        accepted.getOutputStream(),
                        type == PRELOGIN ? prelogin() : type == LOGIN ? loggedIn() : row(++statements));
            }
        } catch (IOException gone) {
            // The client has closed it without a word.
        }
    }

    /** Reads all packets of a message and returns its type; -1 at the end of the connection. */
    private static int message(DataInputStream in) throws IOException {
        int type;
        int status;
        do {
            type = in.read();
            if (type < 0) {
                return -1;
            }
            status = in.read();
            int length = in.readUnsignedShort();
            in.readFully(new byte[length - 4]);
        } while ((status & LAST_PACKET) == 0);
        return type;
    }

    private static void answer(OutputStream out, byte[] tokens) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(8 + tokens.length);
        packet.put((byte) 4).put((byte) LAST_PACKET).putShort((short) packet.capacity());
        packet.putShort((short) 0).put((byte) 1).put((byte) 0).put(tokens);
        out.write(packet.array());
    }

    /** The offsets and lengths of two options, then version 15, then: encryption is not supported. */
    private static byte[] prelogin() {
        return bytes(0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 15, 0, 7, 0xd0, 0, 0, 2);
    }

    private static byte[] loggedIn() {
        ByteArrayOutputStream tokens = new ByteArrayOutputStream();
        put(tokens, bytes(0xad, 14, 0, 1, 0x74, 0, 0, 4, 2, 'S', 0, 'S', 0, 15, 0, 7, 0xd0));
        put(tokens, done(0));
        return tokens.toByteArray();
    }

    /** The description of a column of type INT without a name, the row, and the end. */
    private static byte[] row(int value) {
        ByteArrayOutputStream tokens = new ByteArrayOutputStream();
        put(tokens, bytes(0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0x38, 0, 0xd1));
        put(tokens, littleEndian(value));
        put(tokens, done(1));
        return tokens.toByteArray();
    }

    private static byte[] done(int rows) {
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        put(token, bytes(0xfd, rows == 0 ? 0 : 0x10, 0, 0xc1, 0));
        put(token, littleEndian(rows));
        put(token, littleEndian(0));
        return token.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void put(ByteArrayOutputStream tokens, byte[] bytes) {
        tokens.write(bytes, 0, bytes.length);
    }
}
