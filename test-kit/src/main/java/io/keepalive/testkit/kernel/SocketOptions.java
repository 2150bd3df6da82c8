// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The five options of a TCP socket as the kernel holds them.
 *
 * @param keepalive SO_KEEPALIVE, 0 or 1
 * @param idle TCP_KEEPIDLE in seconds
 * @param interval TCP_KEEPINTVL in seconds
 * @param count TCP_KEEPCNT
 * @param userTimeout TCP_USER_TIMEOUT in milliseconds
 */
public record SocketOptions(int keepalive, int idle, int interval, int count, int userTimeout) {

    /** The kernel's defaults. */
    public static SocketOptions defaults() {
        return new SocketOptions(
                0,
                parameter("tcp_keepalive_time"),
                parameter("tcp_keepalive_intvl"),
                parameter("tcp_keepalive_probes"),
                0);
    }

    /** Needs a buffered reader: the kernel returns such a file in one read, or only its first byte. */
    private static int parameter(String name) {
        try (BufferedReader file = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4", name))) {
            return Integer.parseInt(file.readLine().trim());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public SocketOptions withKeepalive(int value) {
        return new SocketOptions(value, idle, interval, count, userTimeout);
    }

    public SocketOptions withIdle(int seconds) {
        return new SocketOptions(keepalive, seconds, interval, count, userTimeout);
    }
}
