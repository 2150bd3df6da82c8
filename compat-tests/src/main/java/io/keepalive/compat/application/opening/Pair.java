// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Both ends of one connection and everything that must stay open with them. */
public final class Pair {

    private static final List<Object> KEPT = new ArrayList<>();

    private final int clientPort;
    private final int serverPort;

    /**
     * @param clientPort the port of the connecting end
     * @param serverPort the port of the accepting end
     * @param kept the objects that own the sockets, which must not be garbage-collected
     */
    Pair(int clientPort, int serverPort, Object... kept) {
        this.clientPort = clientPort;
        this.serverPort = serverPort;
        synchronized (KEPT) {
            KEPT.addAll(Arrays.asList(kept));
        }
    }

    public static Pair of(Socket client, Object... kept) {
        Pair pair = new Pair(client.getLocalPort(), client.getPort(), kept);
        synchronized (KEPT) {
            KEPT.add(client);
        }
        return pair;
    }

    public static Pair of(NetworkChannel client, SocketAddress remote, Object... kept) throws IOException {
        synchronized (KEPT) {
            KEPT.add(client);
        }
        return new Pair(port(client.getLocalAddress()), port(remote), kept);
    }

    /** Prints one line for each end: its kind, which end it is, its port and its peer's port. */
    public void print(String kind) {
        System.out.println("connection " + kind + " connect " + clientPort + " " + serverPort);
        System.out.println("connection " + kind + " accept " + serverPort + " " + clientPort);
    }

    private static int port(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }
}
