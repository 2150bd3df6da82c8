// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.cost;

import com.sun.management.ThreadMXBean;
import io.keepalive.compat.application.ManyConnections;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;

/**
 * When a line arrives, opens as many connections to itself as its first argument says, and waits for one more in
 * accept, as servers do. For every further line prints how many bytes the thread named by its second argument has
 * allocated so far.
 */
public final class CountedConnections {

    private CountedConnections() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        ManyConnections.open(Integer.parseInt(arguments[0]));
        try (ServerSocket server = new ServerSocket(0)) {
            Thread acceptor = new Thread(() -> acceptUntilClosed(server), "acceptor");
            acceptor.setDaemon(true);
            acceptor.start();
            System.out.println("ready");
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            while (StandardInput.nextLine() != null) {
                System.out.println("allocated " + threads.getThreadAllocatedBytes(idOf(arguments[1])));
            }
        }
    }

    private static void acceptUntilClosed(ServerSocket server) {
        try {
            server.accept();
        } catch (IOException closed) {
            // The program ends.
        }
    }

    private static long idOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no thread called " + name))
                .getId();
    }
}
