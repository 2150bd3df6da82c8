// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.kernel;

import io.keepalive.testkit.process.ForkedProcess;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * An application's end of a connection that it has announced on standard output as {@code connection KIND ROLE
 * LOCALPORT PEERPORT}.
 */
public record AnnouncedConnection(long pid, int localPort, int peerPort) {

    /**
     * Waits for the announcement.
     *
     * @param kind the connection's name in the announcement
     * @param role connect or accept
     */
    public static AnnouncedConnection of(ForkedProcess application, String kind, String role) {
        Matcher line = application.stdout().await("connection " + kind + " " + role + " (\\d+) (\\d+)");
        return new AnnouncedConnection(
                application.pid(), Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
    }

    /** The options of its socket now. */
    public SocketOptions settings() {
        return KernelView.settings(pid, localPort, peerPort)
                .orElseThrow(() -> new AssertionError(this + " is not open"));
    }

    /** Waits until the options meet the condition, and returns the last ones read. */
    public SocketOptions awaitSettings(Predicate<SocketOptions> wanted) {
        return KernelView.awaitSettings(pid, localPort, peerPort, wanted);
    }
}
