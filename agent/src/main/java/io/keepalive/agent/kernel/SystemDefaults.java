package io.keepalive.agent.kernel;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The settings of a socket on which no option has been set: the sysctl values of this network namespace. */
public final class SystemDefaults {

    private static final String SYSCTL = "/proc/sys/net/ipv4/";

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

    private static int sysctl(String name, int linuxDefault) {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(new FileInputStream(SYSCTL + name), StandardCharsets.US_ASCII))) {
            return Integer.parseInt(file.readLine().trim());
        } catch (IOException | RuntimeException hidden) {
            return linuxDefault;
        }
    }
}
