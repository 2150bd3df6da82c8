package io.keepalive.compat.harness;

import java.util.List;

/** Starts a program that inherits an open connection, as a descriptor that it never hears of. */
public final class Caller {

    private Caller() {}

    /** For {@link Launch#through}. */
    public static List<String> command(String host, int port) {
        return List.of("python3", "-c", Resource.text("caller.py"), host, String.valueOf(port));
    }
}
