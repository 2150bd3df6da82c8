// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.keepalive.compat.application.client.ClientConnection;
import io.keepalive.compat.application.client.ClientOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with open connections and one thread per connection that is blocked in read. Arguments: the peer's
 * host and port, then the kind of each connection, see {@link ClientConnection#open}. It connects when a line arrives
 * on standard input, prints {@code ready} when each thread is in its first read, and the result of the first read that
 * returns on each connection and of the read after it.
 *
 * <p>Commands: {@code write} puts data in flight on every connection, {@code close} closes them all.
 */
public final class Client {

    private final String kind;
    private final ClientConnection line;
    private final Thread reader;

    private Client(String kind, ClientConnection line) {
        this.kind = kind;
        this.line = line;
        this.reader = Daemon.start(kind + "-reader", this::readToTheEnd);
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        InetSocketAddress peer = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        List<Client> clients = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            clients.add(connect(arguments[i], peer));
        }
        for (Client client : clients) {
            BlockedRead.await(client.reader);
        }
        System.out.println("ready");
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            for (Client client : clients) {
                client.perform(command);
            }
        }
    }

    private static Client connect(String kind, InetSocketAddress peer) throws IOException {
        ClientConnection line = ClientConnection.open(kind, peer, new ClientOptions());
        System.out.println("connected " + kind + " " + line.localPort() + " " + peer.getPort());
        return new Client(kind, line);
    }

    private void readToTheEnd() {
        String first = read();
        while (first.contains(SocketTimeoutException.class.getName())) {
            System.out.println(kind + " waits: " + first);
            first = read();
        }
        System.out.println(kind + " read: " + first);
        System.out.println(kind + " read again: " + read());
    }

    private String read() {
        try {
            return String.valueOf(line.read());
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private void perform(String command) {
        try {
            if (command.equals("close")) {
                line.close();
            } else {
                line.write(new byte[1000]);
            }
            System.out.println(kind + " " + command + " done");
        } catch (IOException failure) {
            System.out.println(kind + " " + command + ": " + failure);
        }
    }
}
