// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The settings of a socket on which no option has been set: the sysctl values of this network namespace. */
public final class SystemDefaults {

    private static final String SYSCTL = "/proc/sys/net/ipv4/";

    /** TCP_RTO_MIN of include/net/tcp.h, in milliseconds: the first retransmission on a fast network. */
    private static final long SHORTEST_MILLIS = 200;

    /** TCP_RTO_MAX of include/net/tcp.h, in milliseconds: the longest time between retransmissions. */
    private static final long LONGEST_MILLIS = 120_000;

    private SystemDefaults() {}

    /**
     * Reads the sysctl files, which is I/O: not for an application thread. Linux's built-in defaults where the files
     * are hidden, or no descriptor is free to read them.
     */
    public static KeepaliveSettings read() {
        return new KeepaliveSettings(
                0,
                sysctl("tcp_keepalive_time", 7200),
                sysctl("tcp_keepalive_intvl", 75),
                sysctl("tcp_keepalive_probes", 9),
                0);
    }

    /**
     * The sysctl tcp_retries2: the number of unanswered retransmissions of data after which the kernel gives up a peer.
     */
    public static int retransmissionLimit() {
        return sysctl("tcp_retries2", 15);
    }

    /**
     * The time from the sending of data until the kernel gives up a peer that never acknowledges it, on a fast network. Like
     * tcp_model_timeout of net/ipv4/tcp_timer.c: the time doubles with each retransmission, up to the longest.
     *
     * @param retransmissionLimit the sysctl tcp_retries2
     */
    public static long retransmissionMillis(int retransmissionLimit) {
        long sum = 0;
        long wait = SHORTEST_MILLIS;
        for (int i = 0; i <= retransmissionLimit; i++) {
            sum += wait;
            wait = Math.min(wait * 2, LONGEST_MILLIS);
        }
        return sum;
    }

    private static int sysctl(String name, int linuxDefault) {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(new FileInputStream(SYSCTL + name), StandardCharsets.US_ASCII))) {
            return Integer.parseInt(file.readLine().trim());
        } catch (IOException | RuntimeException hidden) {
            return linuxDefault;
        }
    }
}
