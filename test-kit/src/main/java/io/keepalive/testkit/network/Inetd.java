package io.keepalive.testkit.network;

import io.keepalive.testkit.Script;
import io.keepalive.testkit.jvm.Launch;
import java.util.List;

/** A super-server: starts a program for a connection that is open already. */
public final class Inetd {

    private Inetd() {}

    /** The connection is the program's standard input alone. For {@link Launch#through}. */
    public static List<String> command() {
        return List.of("python3", "-c", Script.text("inetd.py"));
    }

    /**
     * The connection is its standard input, output and error. What the client receives is the standard output of what is
     * started, and what is sent there comes from the client.
     *
     * @param family {@code inet} or {@code unix}
     */
    public static List<String> allStreams(String family) {
        return List.of("python3", "-c", Script.text("superserver.py"), family);
    }

    /** As systemd starts a service: a socket of the journal's is its standard output and error. */
    public static List<String> journal() {
        return List.of("python3", "-c", Script.text("superserver.py"), "journal");
    }
}
