// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Address and port to listen on. Immutable. */
public final class ListenAddress {

    private final String written;
    private final byte[] address;
    private final int port;

    /**
     * @param written as in the configuration
     * @param address four or sixteen bytes
     * @param port 1 to 65535
     */
    public ListenAddress(String written, byte[] address, int port) {
        this.written = written;
        this.address = address.clone();
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** As a JDK type. Not called before the agent runs, since it initialises InetAddress. */
    public InetSocketAddress toSocketAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListenAddress
                && Arrays.equals(address, ((ListenAddress) other).address)
                && port == ((ListenAddress) other).port;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + port;
    }

    /** As in the configuration. */
    @Override
    public String toString() {
        return written;
    }
}
