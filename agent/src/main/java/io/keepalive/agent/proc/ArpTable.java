// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * The neighbours of this host as listed in /proc/self/net/arp (IPv4 only: the kernel lists no others there). For the
 * agent's own thread.
 */
public final class ArpTable {

    private static final String TABLE = "/proc/self/net/arp";

    /** ATF_COM, linux/if_arp.h: the entry is complete, the neighbour has answered. */
    private static final int COMPLETE = 2;

    private ArpTable() {}

    /**
     * Whether this peer is a neighbour that does not answer ARP requests. The kernel then reports EHOSTUNREACH, as it
     * does for a router's message, although the only fact is that the peer is silent.
     */
    public static boolean isUnanswered(InetAddress peer) {
        if (!(peer instanceof Inet4Address)) {
            return false;
        }
        try (BufferedReader rows =
                new BufferedReader(new InputStreamReader(new FileInputStream(TABLE), StandardCharsets.US_ASCII))) {
            return isUnanswered(peer.getHostAddress(), rows);
        } catch (IOException | RuntimeException hidden) {
            return false;
        }
    }

    /** @param rows in the format of proc(5), "/proc/net/arp": address, hardware type, flags and more */
    static boolean isUnanswered(String peer, BufferedReader rows) throws IOException {
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
            String[] columns = row.split(" +");
            if (columns[0].equals(peer)) {
                return (Integer.decode(columns[2]) & COMPLETE) == 0;
            }
        }
        return false;
    }
}
