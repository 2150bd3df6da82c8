// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.compat.application.opening.Pair;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Opens its connection in the first statements of main. */
public final class FirstStatement {

    private FirstStatement() {}

    public static void main(String[] arguments) throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        Pair.of(client, server, server.accept()).print("first");
        OneOfEachKind.holdOpen();
    }
}
