// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.network;

import io.keepalive.testkit.Script;
import java.util.List;

/** Starts a program that inherits an open connection on a descriptor that it does not know. */
public final class InheritedConnection {

    private InheritedConnection() {}

    /** The command for {@link io.keepalive.testkit.jvm.Launch#through}. */
    public static List<String> command(String host, int port) {
        return List.of("python3", "-c", Script.text("inheritedconnection.py"), host, String.valueOf(port));
    }
}
