// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** An outgoing connection, independent of its API. */
public interface ClientConnection extends Closeable {

    /** Waits for one byte; returns -1 at the end of the stream. */
    int read() throws IOException;

    void write(byte[] bytes) throws IOException;

    int localPort() throws IOException;

    /** Opens a connection of a kind: blocking, nio, selector or aio. */
    static ClientConnection open(String kind, InetSocketAddress peer, ClientOptions options) throws IOException {
        switch (kind) {
            case "blocking":
                return new BlockingConnection(peer, options);
            case "nio":
                return new ChannelConnection(peer, options);
            case "selector":
                return new SelectorConnection(peer, options);
            case "aio":
                return new AsynchronousConnection(peer, options);
            default:
                throw new IllegalArgumentException("no kind called " + kind);
        }
    }
}
