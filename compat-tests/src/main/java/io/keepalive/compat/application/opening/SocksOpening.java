// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A connection through a SOCKS 5 proxy (RFC 1928), which runs in this program too. */
final class SocksOpening {

    private static final byte[] NO_AUTHENTICATION = {5, 0};
    private static final byte[] SUCCEEDED = {5, 0, 0, 1, 127, 0, 0, 1, 0, 0};

    private SocksOpening() {}

    static Pair open() throws Exception {
        ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        CompletableFuture<Socket> accepting = CompletableFuture.supplyAsync(() -> accept(proxy));
        Socket client = new Socket(new Proxy(Proxy.Type.SOCKS, proxy.getLocalSocketAddress()));
        client.connect(InetSocketAddress.createUnresolved("backend.example", 5432));
        Socket accepted = accepting.get();
        return new Pair(accepted.getPort(), proxy.getLocalPort(), client, proxy, accepted);
    }

    private static Socket accept(ServerSocket proxy) {
        try {
            Socket accepted = proxy.accept();
            DataInputStream request = new DataInputStream(accepted.getInputStream());
            readGreeting(request, accepted);
            connect(request, accepted);
            return accepted;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void readGreeting(DataInputStream request, Socket accepted) throws IOException {
        request.readByte();
        request.readFully(new byte[request.readUnsignedByte()]);
        accepted.getOutputStream().write(NO_AUTHENTICATION);
    }

    private static void connect(DataInputStream request, Socket accepted) throws IOException {
        request.readFully(new byte[3]);
        int addressType = request.readUnsignedByte();
        boolean named = addressType == 3;
        request.readFully(new byte[named ? request.readUnsignedByte() : 4]);
        request.readUnsignedShort();
        accepted.getOutputStream().write(SUCCEEDED);
    }
}
