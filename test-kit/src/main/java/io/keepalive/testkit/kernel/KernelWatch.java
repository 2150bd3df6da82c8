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
 * Looks at a process's TCP sockets again and again, from outside, and notes between which two moments the kernel ended
 * each: its verdict on the peer. The kernel's timers keep their time on a busy machine too, and what has been seen of
 * them is true however late it was seen. Closing it ends the looking.
 */
public final class KernelWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 50;

    private final long pid;
    private final Thread thread = new Thread(this::watch, "kernel watch");
    private final Map<Long, ConnectionLifetime> lifetimes = new HashMap<>();
    private Duration longestGap = Duration.ZERO;
    private volatile boolean closed;

    private KernelWatch(long pid) {
        this.pid = pid;
    }

    /** Begins to look. Where the kernel does not let us, see {@link Required#missing}. */
    public static KernelWatch of(ForkedProcess application) {
        KernelWatch watch = new KernelWatch(application.pid());
        watch.look();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            Instant last = Instant.now();
            while (!closed) {
                look();
                last = noteGap(last);
                Await.pause(PAUSE_MILLIS);
            }
        } catch (AssertionError applicationHasEnded) {
            // So have its connections.
        }
    }

    private void look() {
        Instant asked = Instant.now();
        List<KernelSocket> sockets = KernelView.socketsOf(pid);
        Instant answered = Instant.now();
        sockets.stream().filter(KernelSocket::isTcp).forEach(socket -> note(socket, asked, answered));
        noteClosed(sockets, answered);
    }

    /** Libraries close a connection as soon as the kernel has ended it, and may do so between two looks. */
    private synchronized void noteClosed(List<KernelSocket> sockets, Instant answered) {
        Set<Long> left = sockets.stream().map(KernelSocket::inode).collect(Collectors.toSet());
        lifetimes.replaceAll((inode, lifetime) -> left.contains(inode) ? lifetime : lifetime.seenEnded(answered));
    }

    private synchronized Instant noteGap(Instant last) {
        Instant now = Instant.now();
        Duration gap = Duration.between(last, now);
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
        return now;
    }

    /** Connections to several peers may have one local port, and an ended one no longer says where it led. */
    private synchronized void note(KernelSocket socket, Instant asked, Instant answered) {
        ConnectionLifetime known = lifetimes.get(socket.inode());
        if (socket.peerPort() != 0) {
            lifetimes.put(socket.inode(), ConnectionLifetime.seenOpen(known, socket, asked));
        } else if (known != null && socket.isEnded()) {
            lifetimes.put(socket.inode(), known.seenEnded(answered));
        }
    }

    /**
     * When the connection was open, and when it had ended, or was closed by the application. Waits for the end.
     *
     * @param peerAddress and peerPort of the other end
     * @throws AssertionError where no such connection has been seen, or its end does not come
     */
    public ConnectionLifetime lifetime(int localPort, String peerAddress, int peerPort) {
        Await.until(() -> find(localPort, peerAddress, peerPort).hasEnded());
        ConnectionLifetime lifetime = find(localPort, peerAddress, peerPort);
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

    /** For how long this machine kept the looks apart at most: how busy it is. */
    public synchronized Duration longestGap() {
        return longestGap;
    }

    @Override
    public void close() {
        closed = true;
    }
}
