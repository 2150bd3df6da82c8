// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket that carries lines of UTF-8. One thread may read while others write. */
final class LineChannel implements Closeable {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    LineChannel(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
    }

    static LineChannel connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
            return new LineChannel(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Waits for the next line; null when the other side has closed. */
    String read() throws IOException {
        return in.readLine();
    }

    synchronized void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Writes a question and waits for the line that answers it. */
    String ask(String question) throws IOException {
        write(question);
        String answer = read();
        if (answer == null) {
            throw new EOFException("closed by the other side");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
