package io.keepalive.agent.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as text. Makes no DNS look-up. */
public final class Addresses {

    /** Stands for an address that nobody knows any more. */
    static final String UNKNOWN = "unknown";

    private Addresses() {}

    /**
     * The numeric address without port or scope; what stands in its place where it was never resolved; or null.
     *
     * <p>Everywhere the same: of one connection the JDK knows the scope by number at one end, by name at the other.
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

    /** The scope names an interface of this host and is no part of the peer's address. */
    private static String withoutScope(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
