package io.keepalive.testkit.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The five options as the kernel holds them.
 *
 * @param keepalive SO_KEEPALIVE, 0 or 1
 * @param idle TCP_KEEPIDLE in seconds
 * @param interval TCP_KEEPINTVL in seconds
 * @param count TCP_KEEPCNT
 * @param userTimeout TCP_USER_TIMEOUT in milliseconds
 */
public record SocketOptions(int keepalive, int idle, int interval, int count, int userTimeout) {

    /** What a socket has that nobody has touched. */
    public static SocketOptions untouched() {
        return new SocketOptions(
                0,
                parameter("tcp_keepalive_time"),
                parameter("tcp_keepalive_intvl"),
                parameter("tcp_keepalive_probes"),
                0);
    }

    /** With a buffer: the kernel gives such a file in one piece or, byte by byte, only its first. */
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
