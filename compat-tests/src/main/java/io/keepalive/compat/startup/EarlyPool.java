// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.Retuner;
import io.keepalive.compat.application.opening.Pair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens fifty connections to localhost, by that name, in the first statements of main, and then announces them as
 * {@code pool0} to {@code pool49}. With the argument {@code off} it switches keepalive off on each before connecting,
 * with {@code idle SECONDS} it sets TCP_KEEPIDLE instead.
 */
public final class EarlyPool {

    public static final int SIZE = 50;

    private EarlyPool() {}

    public static void main(String[] arguments) throws Exception {
        ServerSocket server = new ServerSocket(0, SIZE, InetAddress.getByName("localhost"));
        List<Pair> pool = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            Socket client = new Socket();
            tune(client, arguments);
            client.connect(new InetSocketAddress("localhost", server.getLocalPort()));
            pool.add(Pair.of(client, server, server.accept()));
        }
        for (int i = 0; i < SIZE; i++) {
            pool.get(i).print("pool" + i);
        }
        OneOfEachKind.holdOpen();
    }

    private static void tune(Socket client, String[] arguments) throws Exception {
        if (arguments.length == 1) {
            client.setKeepAlive(false);
        } else if (arguments.length == 2) {
            Retuner.setIdle(client, Integer.parseInt(arguments[1]));
        }
    }
}
