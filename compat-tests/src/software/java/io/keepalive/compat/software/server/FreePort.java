// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;

/** For servers that must be given a port. */
final class FreePort {

    private FreePort() {}

    static int at(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** Waits until this page can be had. */
    static void awaitPage(String url) throws Exception {
        while (true) {
            HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
            connection.setRequestProperty("Connection", "close");
            try {
                if (connection.getResponseCode() == 200) {
                    return;
                }
                Thread.sleep(100);
            } catch (IOException notYet) {
                Thread.sleep(100);
            } finally {
                connection.disconnect();
            }
        }
    }
}
