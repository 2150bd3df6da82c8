// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The peer of a {@link Client}: listens on the given address and reads whatever arrives. With "-forgetful" as second
 * argument, the kernel forgets its connections when it is killed, as after a reboot.
 *
 * <p>Commands: {@code close} closes every connection, {@code reset} aborts it.
 */
public final class Peer {

    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final boolean forgetful;

    private Peer(boolean forgetful) {
        this.forgetful = forgetful;
    }

    public static void main(String[] arguments) throws Exception {
        Peer peer = new Peer(arguments.length > 1 && arguments[1].equals("-forgetful"));
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(arguments[0]));
        Daemon.start("acceptor", () -> peer.serve(server));
        System.out.println("listening " + server.getLocalPort());
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            peer.endConnections(command.equals("reset"));
            System.out.println("done " + command);
        }
    }

    private void serve(ServerSocket server) throws IOException {
        while (true) {
            Socket accepted = server.accept();
            accepted.setSoLinger(forgetful, 0);
            connections.add(accepted);
            Daemon.start("reader", () -> drain(accepted));
            System.out.println("accepted " + accepted.getPort());
        }
    }

    private static void drain(Socket accepted) throws IOException {
        InputStream in = accepted.getInputStream();
        while (in.read() >= 0) {
            // Keeps the receive buffer empty.
        }
    }

    /** With SO_LINGER 0 the kernel sends a reset instead of a FIN. */
    private void endConnections(boolean abort) throws IOException {
        for (Socket accepted = connections.poll(); accepted != null; accepted = connections.poll()) {
            accepted.setSoLinger(abort, 0);
            accepted.close();
        }
    }
}
