// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of peers, made without a DNS look-up. */
public final class Peers {

    private Peers() {}

    /** As for an application that connected to an address. */
    public static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address(null, address), port);
    }

    /** As for an application that connected to a host name. */
    public static InetSocketAddress named(String host, String address, int port) {
        return new InetSocketAddress(address(host, address), port);
    }

    private static InetAddress address(String host, String address) {
        try {
            return InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(noLiteral);
        }
    }
}
