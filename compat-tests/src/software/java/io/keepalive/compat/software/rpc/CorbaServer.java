// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** The naming service that Java 8 has for CORBA. It is no public class, and has no way to listen at a free port. */
public final class CorbaServer {

    private CorbaServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = freePort();
        String[] options = {"-ORBInitialPort", String.valueOf(port), "-ORBServerHost", arguments[0]};
        Thread service = new Thread(() -> serve(options));
        service.setDaemon(true);
        service.start();
        awaitConnectable(arguments[0], port);
        Signals.listening(port);
        Signals.open();
        System.exit(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void serve(String[] options) {
        try {
            Class.forName("com.sun.corba.se.impl.naming.cosnaming.TransientNameServer")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) options);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void awaitConnectable(String address, int port) throws InterruptedException {
        while (true) {
            try {
                new Socket(address, port).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
    }
}
