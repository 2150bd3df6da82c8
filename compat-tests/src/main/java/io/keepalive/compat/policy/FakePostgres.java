// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.Daemon;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL server (protocol 3) that implements only what the JDBC driver needs to open a connection. */
final class FakePostgres {

    private static final byte[] NOTHING = {};

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    FakePostgres() throws IOException {
        Daemon.start("postgres", this::serveOne);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serveOne() throws IOException {
        Socket session = server.accept();
        System.out.println("session " + session.getPort());
        serve(session);
    }

    /** Greets and answers until the client ends the session. */
    static void serve(Socket session) throws IOException {
        DataInputStream in = new DataInputStream(session.getInputStream());
        DataOutputStream out = new DataOutputStream(session.getOutputStream());
        in.readFully(new byte[in.readInt() - 4]);
        sendGreeting(out);
        while (true) {
            int request = in.readUnsignedByte();
            in.readFully(new byte[in.readInt() - 4]);
            answer(request, out);
        }
    }

    private static void sendGreeting(DataOutputStream out) throws IOException {
        send(out, 'R', new byte[4]);
        parameter(out, "server_version", "16.4");
        parameter(out, "client_encoding", "UTF8");
        parameter(out, "DateStyle", "ISO, MDY");
        parameter(out, "integer_datetimes", "on");
        parameter(out, "standard_conforming_strings", "on");
        parameter(out, "TimeZone", "UTC");
        send(out, 'Z', text("I", false));
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text(name, true));
        body.write(text(value, true));
        send(out, 'S', body.toByteArray());
    }

    private static void answer(int request, DataOutputStream out) throws IOException {
        switch (request) {
            case 'P':
                send(out, '1', NOTHING);
                break;
            case 'B':
                send(out, '2', NOTHING);
                break;
            case 'D':
                send(out, 'n', NOTHING);
                break;
            case 'E':
                send(out, 'C', text("SET", true));
                break;
            case 'Q':
                send(out, 'C', text("SET", true));
                send(out, 'Z', text("I", false));
                break;
            case 'S':
                send(out, 'Z', text("I", false));
                break;
            default:
                throw new IOException("unexpected message " + (char) request);
        }
    }

    private static void send(DataOutputStream out, char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(4 + body.length);
        out.write(body);
        out.flush();
    }

    private static byte[] text(String value, boolean terminated) {
        return (terminated ? value + '\0' : value).getBytes(StandardCharsets.US_ASCII);
    }
}
