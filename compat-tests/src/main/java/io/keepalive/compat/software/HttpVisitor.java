// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens HTTP/1.1 connections that stay open, and gets the same page on each. Arguments: address, port, path, number of
 * connections. Prints the status line and the body of each answer; gets the pages once more when it may go on.
 */
public final class HttpVisitor {

    private final Socket socket;
    private final InputStream in;

    private HttpVisitor(String address, int port) throws IOException {
        socket = new Socket(address, port);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public static void main(String[] arguments) throws Exception {
        List<HttpVisitor> visitors = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            visitors.add(new HttpVisitor(arguments[0], Integer.parseInt(arguments[1])));
        }
        getEach(visitors, arguments);
        Signals.open();
        getEach(visitors, arguments);
    }

    private static void getEach(List<HttpVisitor> visitors, String[] arguments) throws IOException {
        for (HttpVisitor visitor : visitors) {
            System.out.println(visitor.get(arguments[0] + ":" + arguments[1], arguments[2]));
        }
    }

    private String get(String host, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: keep-alive\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        return status + " " + (chunked ? chunks() : bytes(length)).trim();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(bytes(size));
            line();
        }
        line();
        return body.toString();
    }

    private String bytes(int number) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < number) {
            read.write(next());
        }
        return new String(read.toByteArray(), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            read.write(next);
        }
        return new String(read.toByteArray(), StandardCharsets.US_ASCII).trim();
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new IOException("the server has closed the connection");
        }
        return next;
    }
}
