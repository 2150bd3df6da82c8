package io.keepalive.agent.kernel;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a socket has that nobody has set anything on: the sysctl values of this network namespace. */
public final class SystemDefaults {

    private static final String SYSCTL = "/proc/sys/net/ipv4/";

    private SystemDefaults() {}

    /**
     * Reads the sysctl files, which is I/O: not for an application's thread. Linux's own where they are hidden, or this
     * process has no descriptor left to read them by.
     */
    public static KeepaliveSettings read() {
        return new KeepaliveSettings(
                0,
                sysctl("tcp_keepalive_time", 7200),
                sysctl("tcp_keepalive_intvl", 75),
                sysctl("tcp_keepalive_probes", 9),
                0);
    }

    /** The sysctl tcp_retries2: how many retransmissions of data go unanswered before the kernel gives a peer up. */
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
