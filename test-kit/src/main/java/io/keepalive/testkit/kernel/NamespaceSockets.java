// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import io.keepalive.testkit.network.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The TCP sockets of a network namespace as the kernel lists them in /proc/net/tcp and /proc/net/tcp6. */
public final class NamespaceSockets {

    /** Ticks of the kernel's timers per second as /proc shows them (USER_HZ). */
    private static final int TICKS_PER_SECOND = 100;

    /** TCP_ESTABLISHED. */
    private static final int ESTABLISHED = 1;

    /** The value of the timer column; see proc_net_tcp in the kernel's documentation. */
    private static final int KEEPALIVE_TIMER = 2;

    private final Path tables;

    private NamespaceSockets(Path tables) {
        this.tables = tables;
    }

    /** Of this process's network namespace. */
    public static NamespaceSockets here() {
        return new NamespaceSockets(Path.of("/proc/self/net"));
    }

    /** Of a host's network namespace. */
    public static NamespaceSockets of(Host host) {
        return new NamespaceSockets(Path.of("/proc", String.valueOf(host.pid()), "net"));
    }

    /**
     * One socket.
     *
     * @param timer the kind of timer that runs, 0 for none
     * @param ticks until it fires
     */
    public record Entry(int localPort, int peerPort, int state, int timer, long ticks) {

        /** Parses a line of the table: number, addresses, state, queues, timer and ticks. */
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

        /** Whether it is this end of that connection. */
        public boolean isBetween(int local, int peer) {
            return localPort == local && peerPort == peer;
        }

        /** Whether its connection is established. */
        public boolean isEstablished() {
            return state == ESTABLISHED;
        }

        /** Whether it is established and its keepalive timer runs. */
        public boolean isKeptAlive() {
            return isEstablished() && timer == KEEPALIVE_TIMER;
        }

        /** Whether keepalive is on and the next probe is due within so many seconds. */
        public boolean probesWithin(int seconds) {
            return isKeptAlive() && ticks <= (long) seconds * TICKS_PER_SECOND;
        }
    }

    /** The sockets for which the condition holds now. */
    public List<Entry> where(Predicate<Entry> condition) {
        return Stream.concat(lines("tcp"), lines("tcp6"))
                .map(Entry::of)
                .filter(condition)
                .toList();
    }

    /** The seconds until the keepalive timer of one end of a connection fires, if it runs. */
    public Optional<Double> keepaliveTimer(int localPort, int peerPort) {
        return where(entry -> entry.isBetween(localPort, peerPort) && entry.isKeptAlive()).stream()
                .findFirst()
                .map(entry -> (double) entry.ticks() / TICKS_PER_SECOND);
    }

    /**
     * The established connections with this port at either end, each as {@code LOCALPORT PEERPORT}, and whether its
     * keepalive timer runs.
     */
    public Map<String, Boolean> establishedAt(int port) {
        Map<String, Boolean> timers = new TreeMap<>();
        where(entry -> entry.isEstablished() && (entry.localPort() == port || entry.peerPort() == port))
                .forEach(entry -> timers.put(entry.localPort() + " " + entry.peerPort(), entry.isKeptAlive()));
        return timers;
    }

    private Stream<String> lines(String name) {
        try {
            return Files.readAllLines(tables.resolve(name), StandardCharsets.US_ASCII).stream()
                    .skip(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
