// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.network;

import io.keepalive.testkit.Script;
import java.util.List;

/**
 * A super-server such as inetd, which starts a program for an accepted connection. All methods return commands for
 * {@link io.keepalive.testkit.jvm.Launch#through}.
 */
public final class Inetd {

    private Inetd() {}

    /** The connection becomes standard input only. */
    public static List<String> command() {
        return List.of("python3", "-c", Script.text("inetd.py"));
    }

    /**
     * The connection becomes standard input, output and error. The output of the started process is what the client
     * receives; its input is what the client sends.
     *
     * @param family {@code inet} or {@code unix}
     */
    public static List<String> allStreams(String family) {
        return List.of("python3", "-c", Script.text("superserver.py"), family);
    }

    /** Standard output and error become a socket of the journal, as in a systemd service. */
    public static List<String> journal() {
        return List.of("python3", "-c", Script.text("superserver.py"), "journal");
    }
}
