// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import io.keepalive.compat.application.BlockedRead;
import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.client.ClientConnection;
import io.keepalive.compat.application.client.ClientOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with one thread per connection that waits in read and closes the connection as soon as read fails.
 * Arguments: the peer's host and port, then the kind of each connection, see {@link ClientConnection#open}. Prints the
 * connections, then {@code ready} when all threads are in read, and for each connection, once it is closed, what read has thrown. Ends with its
 * standard input.
 */
public final class PromptClosers {

    private PromptClosers() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress peer = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        List<Thread> readers = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            ClientConnection line = ClientConnection.open(arguments[i], peer, new ClientOptions());
            String name = arguments[i] + " " + line.localPort();
            System.out.println("connected " + name);
            readers.add(Daemon.start("reader of " + name, () -> readAndClose(name, line)));
        }
        for (Thread reader : readers) {
            BlockedRead.await(reader);
        }
        System.out.println("ready");
        while (StandardInput.nextLine() != null) {
            // Not part of the output.
        }
    }

    private static void readAndClose(String name, ClientConnection line) throws IOException {
        String result;
        try {
            result = String.valueOf(line.read());
        } catch (IOException failure) {
            result = failure.toString();
        }
        line.close();
        System.out.println("closed " + name + ": " + result);
    }
}
