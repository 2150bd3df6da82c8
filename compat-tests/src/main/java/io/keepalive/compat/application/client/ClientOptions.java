package io.keepalive.compat.application.client;

import io.keepalive.compat.application.Client;

/** What a {@link Client} was told by its system properties. */
public final class ClientOptions {

    private final boolean keepAlive = Boolean.getBoolean("client.keepalive");
    private final int readTimeoutMillis = Integer.getInteger("client.read.timeout", 0);

    /** Whether the application itself switches keepalive on; its timings are then the system's. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** SO_TIMEOUT of blocking sockets in milliseconds; 0 for none. */
    int readTimeoutMillis() {
        return readTimeoutMillis;
    }
}
