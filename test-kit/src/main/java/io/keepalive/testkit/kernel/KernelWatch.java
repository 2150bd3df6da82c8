// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.Required;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Polls a process's TCP sockets from outside and records between which two moments the kernel ended each connection.
 * The kernel's timers are accurate on a busy machine too, and a late observation is still a true bound. Closing it
 * ends the polling.
 */
public final class KernelWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** A machine that is merely busy lets this thread poll sooner. */
    private static final Duration STANDSTILL = Duration.ofMillis(500);

    private final long pid;
    private final Thread thread = new Thread(this::watch, "kernel watch");
    private final Map<Long, ConnectionLifetime> lifetimes = new HashMap<>();
    private Duration longestGap = Duration.ZERO;
    private Duration standstill = Duration.ZERO;
    private volatile boolean closed;

    private KernelWatch(long pid) {
        this.pid = pid;
    }

    /** Starts polling. Where the kernel does not allow that, see {@link Required#missing}. */
    public static KernelWatch of(ForkedProcess application) {
        KernelWatch watch = new KernelWatch(application.pid());
        watch.poll();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            Instant last = Instant.now();
            while (!closed) {
                poll();
                last = noteGap(last);
                Await.pause(PAUSE);
            }
        } catch (AssertionError applicationHasEnded) {
            // Its connections have ended too.
        }
    }

    private void poll() {
        Instant asked = Instant.now();
        List<KernelSocket> sockets = KernelView.socketsOf(pid);
        Instant answered = Instant.now();
        sockets.stream().filter(KernelSocket::isTcp).forEach(socket -> note(socket, asked, answered));
        noteClosed(sockets, answered);
    }

    /** Libraries close a connection as soon as the kernel has ended it, possibly between two polls. */
    private synchronized void noteClosed(List<KernelSocket> sockets, Instant answered) {
        Set<Long> left = sockets.stream().map(KernelSocket::inode).collect(Collectors.toSet());
        lifetimes.replaceAll((inode, lifetime) -> left.contains(inode) ? lifetime : lifetime.seenEnded(answered));
    }

    private synchronized Instant noteGap(Instant last) {
        Instant now = Instant.now();
        Duration gap = Duration.between(last, now);
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
        standstill = gap.compareTo(STANDSTILL) > 0 ? standstill.plus(gap) : standstill;
        return now;
    }

    /**
     * Sockets are identified by inode: connections to several peers may share a local port, and an ended one no longer
     * has a peer.
     */
    private synchronized void note(KernelSocket socket, Instant asked, Instant answered) {
        ConnectionLifetime known = lifetimes.get(socket.inode());
        if (socket.peerPort() != 0) {
            lifetimes.put(socket.inode(), ConnectionLifetime.seenOpen(known, socket, asked));
        } else if (known != null && socket.isEnded()) {
            lifetimes.put(socket.inode(), known.seenEnded(answered));
        }
    }

    /**
     * Waits for the end of a connection and returns its lifetime.
     *
     * @param peerAddress and peerPort of the other end
     * @throws AssertionError where no such connection was observed, or it does not end
     */
    public ConnectionLifetime lifetime(int localPort, String peerAddress, int peerPort) {
        ConnectionLifetime lifetime =
                Await.read(() -> find(localPort, peerAddress, peerPort), ConnectionLifetime::hasEnded);
        if (!lifetime.hasEnded()) {
            throw new AssertionError("not seen to end: " + lifetime);
        }
        return lifetime;
    }

    private synchronized ConnectionLifetime find(int localPort, String peerAddress, int peerPort) {
        return lifetimes.values().stream()
                .filter(lifetime -> lifetime.isBetween(localPort, peerAddress, peerPort))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no connection " + localPort + " -> " + peerAddress + ":" + peerPort + " among " + lifetimes));
    }

    /** The longest time between two polls, a measure of how busy the machine is. */
    public synchronized Duration longestGap() {
        return longestGap;
    }

    /**
     * For how long the machine stood still altogether, zero on most. The kernel's timers fire late then too, and each sets the
     * next from that moment.
     */
    public synchronized Duration standstill() {
        return standstill;
    }

    @Override
    public void close() {
        closed = true;
    }
}
