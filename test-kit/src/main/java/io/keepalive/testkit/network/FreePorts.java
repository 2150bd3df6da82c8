// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Ports that a test must know before it starts the application that listens on them. */
public final class FreePorts {

    /** Above the ports of most services. */
    private static final int FIRST = 20_000;

    private static final Path OF_THE_KERNEL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Random, since other processes may look for ports too; counted up, so that no port is given out twice. */
    private static int next = new Random().nextInt(Short.MAX_VALUE);

    private FreePorts() {}

    /**
     * A port that was free a moment ago. It is below those that the kernel chooses from: otherwise a socket that connects
     * or listens meanwhile could get it, or one that connects to it before anybody listens could get connected to itself.
     */
    public static synchronized int any() {
        int number = firstOfTheKernel() - FIRST;
        for (int i = 0; i < number; i++) {
            int port = FIRST + next++ % number;
            if (free(port) == port) {
                return port;
            }
        }
        return free(0);
    }

    /** Needs a buffered reader: the kernel returns such a file in one read, or only its first byte. */
    private static int firstOfTheKernel() {
        try (BufferedReader file = Files.newBufferedReader(OF_THE_KERNEL)) {
            return Integer.parseInt(file.readLine().trim().split("\\s+")[0]);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The port, or for 0 one that the kernel chooses; -1 where it is taken. */
    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return -1;
        }
    }
}
