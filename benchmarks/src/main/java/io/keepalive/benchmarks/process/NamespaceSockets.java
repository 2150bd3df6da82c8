package io.keepalive.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The TCP sockets of this network namespace as the kernel lists them in /proc/net: seen from outside, without a JVM's word. */
public final class NamespaceSockets {

    /** The kernel's timers tick so often a second, as far as /proc tells. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int ESTABLISHED = 1;
    private static final int KEEPALIVE_TIMER = 2;

    private NamespaceSockets() {}

    /**
     * One socket.
     *
     * @param timer 2 for the keepalive timer
     * @param ticks until it goes off
     */
    public record Entry(int localPort, int peerPort, int state, int timer, long ticks) {

        /** A line of the table: number, addresses, state, queues, timer and when. */
        static Entry of(String line) {
            String[] words = line.trim().split("\\s+");
            String[] timer = words[5].split(":");
            return new Entry(
                    port(words[1]),
                    port(words[2]),
                    Integer.parseInt(words[3], 16),
                    Integer.parseInt(timer[0], 16),
                    Long.parseLong(timer[1], 16));
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
        }

        public boolean isBetween(int local, int peer) {
            return localPort == local && peerPort == peer;
        }

        /** Keepalive is on, and its next probe no further away than this. */
        public boolean probesWithin(int seconds) {
            return state == ESTABLISHED && timer == KEEPALIVE_TIMER && ticks <= (long) seconds * TICKS_PER_SECOND;
        }
    }

    /** Those for which the condition holds, now. */
    public static List<Entry> where(Predicate<Entry> condition) throws IOException {
        return Stream.concat(lines("tcp"), lines("tcp6"))
                .map(Entry::of)
                .filter(condition)
                .toList();
    }

    private static Stream<String> lines(String name) throws IOException {
        Path table = Path.of("/proc/net", name);
        return Files.readAllLines(table, StandardCharsets.US_ASCII).stream().skip(1);
    }
}
