// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

final class BlockingConnection implements ClientConnection {

    private final Socket socket = new Socket();

    BlockingConnection(InetSocketAddress peer, ClientOptions options) throws IOException {
        if (options.keepAlive()) {
            socket.setKeepAlive(true);
        }
        socket.setSoTimeout(options.readTimeoutMillis());
        socket.connect(peer);
    }

    @Override
    public int read() throws IOException {
        return socket.getInputStream().read();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
