// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Formats addresses. Makes no DNS look-up. */
public final class Addresses {

    /** The text for an address that is no longer known. */
    static final String UNKNOWN = "unknown";

    private Addresses() {}

    /**
     * The numeric address without port or scope; the host name of an unresolved address; null for null.
     *
     * <p>The scope is left out because the JDK knows it by number at one end of a connection and by name at the other.
     */
    public static String host(InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        return address.isUnresolved() ? address.getHostString() : withoutScope(address.getAddress());
    }

    /** The port, or -1 where the address is unknown. */
    public static int port(InetSocketAddress address) {
        return address == null ? -1 : address.getPort();
    }

    /** {@code 10.0.0.2:5432} or {@code [2001:db8:0:0:0:0:0:2]:5432}. */
    public static String hostAndPort(InetSocketAddress address) {
        return address == null ? UNKNOWN : bracketed(address) + ":" + address.getPort();
    }

    /** The address alone, an IPv6 one in brackets. */
    public static String bracketed(InetSocketAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        return address.getAddress() instanceof Inet6Address ? "[" + host(address) + "]" : host(address);
    }

    /** Removes the scope, which names an interface of this host and is not part of the peer's address. */
    private static String withoutScope(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
