package io.keepalive.testkit.network;

import io.keepalive.testkit.Script;
import io.keepalive.testkit.jvm.Launch;
import java.util.List;

/** Starts a program that inherits an open connection, as a descriptor that it never hears of. */
public final class InheritedConnection {

    private InheritedConnection() {}

    /** For {@link Launch#through}. */
    public static List<String> command(String host, int port) {
        return List.of("python3", "-c", Script.text("caller.py"), host, String.valueOf(port));
    }
}
