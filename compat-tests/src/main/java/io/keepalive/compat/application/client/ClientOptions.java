// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.client;

/** Options of a {@link io.keepalive.compat.application.Client}, from system properties. */
public final class ClientOptions {

    private final boolean keepAlive = Boolean.getBoolean("client.keepalive");
    private final int readTimeoutMillis = Integer.getInteger("client.read.timeout", 0);

    /** Whether the application switches keepalive on itself, with the timings of the system. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** SO_TIMEOUT of blocking sockets in milliseconds; 0 for none. */
    int readTimeoutMillis() {
        return readTimeoutMillis;
    }
}
