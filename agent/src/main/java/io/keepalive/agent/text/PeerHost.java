// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.net.InetSocketAddress;

/** The host of a peer as the application wrote it. */
public final class PeerHost {

    private PeerHost() {}

    /** The host name in this address, or null where the application gave an address. Makes no DNS look-up. */
    public static String asWritten(InetSocketAddress peer) {
        String host = peer.getHostString();
        return host == null || isAddress(host) ? null : host;
    }

    /** Whether this is an IPv4 or IPv6 address: no top-level domain ends in a digit (RFC 3696). */
    private static boolean isAddress(String host) {
        return host.isEmpty()
                || host.indexOf(':') >= 0
                || isDigit(host.charAt(host.length() - 1)) && startsLikeIpv4(host);
    }

    private static boolean startsLikeIpv4(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (!isDigit(host.charAt(i)) && host.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
