// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application that opens connections to itself all the time, and prints what of that fails.
 *
 * <ul>
 *   <li>{@code arm PART FAULT}, {@code disarm PART}: see {@link FaultAgent}
 *   <li>{@code trips}: how many connections have been used so far
 *   <li>{@code exercise}: opens a hundred and fifty connections, one after the other, uses each, has it reset and prints how
 *       often what came of it
 *   <li>{@code die}: two connections that have been open for long are reset; one of them is read. Prints what that threw
 *   <li>{@code listen}: waits for the agent's MBean and counts its notifications
 *   <li>{@code notified}: how many notifications there were so far
 * </ul>
 */
public final class Traffic {

    private static final int EXERCISES = 150;
    private static final int OLD_CONNECTIONS = 40;
    private static final int PAUSE_MILLIS = 5;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ServerSocket ownServer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new ArrayList<>();
    private final List<Socket> accepted = new ArrayList<>();
    private final List<Socket> unread = new ArrayList<>();
    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger notifications = new AtomicInteger();

    private Traffic() throws IOException {}

    public static void main(String[] arguments) throws Exception {
        Traffic traffic = new Traffic();
        traffic.openOld();
        Daemon.start("traffic", traffic::loop);
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            System.out.println(line + ": " + traffic.perform(line.split(" ")));
        }
    }

    private String perform(String[] words) throws Exception {
        switch (words[0]) {
            case "arm":
                return String.valueOf(System.setProperty("fault." + words[1], words[2]));
            case "disarm":
                return String.valueOf(System.clearProperty("fault." + words[1]));
            case "trips":
                return String.valueOf(trips.get());
            case "exercise":
                return exercise();
            case "die":
                return die();
            case "listen":
                return listen();
            default:
                return String.valueOf(notifications.get());
        }
    }

    private static Socket open(ServerSocket server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private void openOld() throws IOException {
        for (int i = 0; i < OLD_CONNECTIONS; i++) {
            clients.add(open(server));
            accepted.add(server.accept());
        }
    }

    private void loop() throws Exception {
        while (true) {
            try (Socket client = open(ownServer);
                    Socket peer = ownServer.accept()) {
                client.setKeepAlive(true);
                echo(client, peer);
                trips.incrementAndGet();
            } catch (Throwable failure) {
                System.out.println("traffic failed: " + failure);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void echo(Socket client, Socket peer) throws IOException {
        client.getOutputStream().write(1);
        peer.getOutputStream().write(peer.getInputStream().read());
        if (client.getInputStream().read() != 1) {
            throw new IOException("not the byte that was sent");
        }
    }

    private String exercise() {
        List<String> results = new ArrayList<>();
        for (int i = 0; i < EXERCISES; i++) {
            String result = use();
            if (!results.contains(result)) {
                results.add(result);
            }
        }
        return EXERCISES + " times " + results;
    }

    private String use() {
        try (Socket client = open(server);
                Socket peer = server.accept()) {
            client.setKeepAlive(false);
            client.setTcpNoDelay(true);
            echo(client, peer);
            abort(peer);
            return String.valueOf(client.getInputStream().read());
        } catch (Throwable thrown) {
            return thrown.toString();
        }
    }

    private static void abort(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String die() throws IOException {
        if (clients.isEmpty()) {
            openOld();
        }
        abort(accepted.remove(0));
        abort(accepted.remove(0));
        unread.add(clients.remove(0));
        try {
            return String.valueOf(clients.remove(0).getInputStream().read());
        } catch (IOException reset) {
            return reset.toString();
        }
    }

    private String listen() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.keepalive:type=KeepaliveAgent");
        while (!beans.isRegistered(name)) {
            Thread.sleep(PAUSE_MILLIS);
        }
        beans.addNotificationListener(name, (sent, handback) -> notifications.incrementAndGet(), null, null);
        return "listening";
    }
}
