package io.keepalive.testkit.kernel;

import io.keepalive.testkit.process.ForkedProcess;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * The application's end of a connection that it has announced on standard output as
 * {@code connection WAY ROLE LOCALPORT PEERPORT}.
 */
public record AnnouncedConnection(long pid, int localPort, int peerPort) {

    /**
     * Waits for the announcement.
     *
     * @param way what the application calls the connection
     * @param role connect or accept
     */
    public static AnnouncedConnection of(ForkedProcess application, String way, String role) {
        Matcher line = application.stdout().await("connection " + way + " " + role + " (\\d+) (\\d+)");
        return new AnnouncedConnection(
                application.pid(), Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
    }

    /** What the kernel says of it now. */
    public SocketOptions settings() {
        return KernelView.settings(pid, localPort, peerPort)
                .orElseThrow(() -> new AssertionError(this + " is not open"));
    }

    /** Waits until the kernel says what is wanted, and gives what it said last. */
    public SocketOptions awaitSettings(Predicate<SocketOptions> wanted) {
        return KernelView.awaitSettings(pid, localPort, peerPort, wanted);
    }
}
