package io.keepalive.compat.harness;

import java.util.List;

/** A super-server: starts a program for a connection that is open already, as its standard input. */
public final class Inetd {

    private Inetd() {}

    /** For {@link Launch#through}. */
    public static List<String> command() {
        return List.of("python3", "-c", Resource.text("inetd.py"));
    }
}
