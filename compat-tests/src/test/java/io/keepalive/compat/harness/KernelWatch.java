package io.keepalive.compat.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at a process's TCP sockets again and again, from outside, and notes between which two moments the kernel ended
 * each: its verdict on the peer. The kernel's timers keep their time on a busy machine too, and what has been seen of
 * them is true however late it was seen. Closing it ends the looking.
 */
public final class KernelWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 50;

    private final long pid;
    private final Thread thread = new Thread(this::watch, "kernel watch");
    private final Map<Integer, Instant> lastSeenOpen = new HashMap<>();
    private final Map<Integer, Instant> firstSeenEnded = new HashMap<>();
    private final Map<Integer, Duration> retransmissionTimeouts = new HashMap<>();
    private Duration longestGap = Duration.ZERO;
    private volatile boolean closed;

    private KernelWatch(long pid) {
        this.pid = pid;
    }

    /** Begins to look. Where the kernel does not let us, see {@link Required#missing}. */
    public static KernelWatch of(ForkedJvm application) {
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
                Patience.pause(PAUSE_MILLIS);
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
    }

    private synchronized Instant noteGap(Instant last) {
        Instant now = Instant.now();
        Duration gap = Duration.between(last, now);
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
        return now;
    }

    private synchronized void note(KernelSocket socket, Instant asked, Instant answered) {
        if (socket.isEnded()) {
            firstSeenEnded.putIfAbsent(socket.localPort(), answered);
        } else {
            lastSeenOpen.put(socket.localPort(), asked);
            if (socket.retransmits() == 0) {
                retransmissionTimeouts.put(socket.localPort(), socket.retransmissionTimeout());
            }
        }
    }

    /** When the connection with this local port was open for certain; its end came later. */
    public synchronized Instant lastSeenOpen(int localPort) {
        return noted(lastSeenOpen, localPort);
    }

    /** When the kernel had ended the connection with this local port for certain; its end came before. */
    public Instant firstSeenEnded(int localPort) {
        Patience.until(() -> hasSeenEnded(localPort));
        return noted(firstSeenEnded, localPort);
    }

    private synchronized boolean hasSeenEnded(int localPort) {
        return firstSeenEnded.containsKey(localPort);
    }

    /** The kernel's time for a first retransmission on the connection with this local port. */
    public synchronized Duration retransmissionTimeout(int localPort) {
        return noted(retransmissionTimeouts, localPort);
    }

    private synchronized <T> T noted(Map<Integer, T> notes, int localPort) {
        if (!notes.containsKey(localPort)) {
            throw new AssertionError("nothing noted of the connection at port " + localPort + ", but " + notes);
        }
        return notes.get(localPort);
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
