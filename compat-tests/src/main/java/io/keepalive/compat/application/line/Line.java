package io.keepalive.compat.application.line;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One outgoing connection, whatever it is made of. */
public interface Line extends Closeable {

    /** Waits for one byte; -1 at the end. */
    int read() throws IOException;

    void write(byte[] bytes) throws IOException;

    int localPort() throws IOException;

    /** Opens one in the way named: blocking, nio, selector or aio. */
    static Line open(String way, InetSocketAddress peer, LineOptions options) throws IOException {
        switch (way) {
            case "blocking":
                return new SocketLine(peer, options);
            case "nio":
                return new ChannelLine(peer, options);
            case "selector":
                return new SelectorLine(peer, options);
            case "aio":
                return new AsynchronousLine(peer, options);
            default:
                throw new IllegalArgumentException("no way called " + way);
        }
    }
}
