// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import io.keepalive.compat.application.StandardInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * An application that can take all file descriptors of its process and release them. Arguments: the host and the port
 * of a peer to connect to first, and whether to take all descriptors at once, in {@code main}: {@code take} or {@code
 * wait}.
 *
 * <ul>
 *   <li>{@code take all} descriptors
 *   <li>{@code await THREAD} waits for a thread of that name and takes all
 *   <li>{@code give back} releases them
 *   <li>{@code open PORT} connects to the peer; answers with the error where that fails
 *   <li>{@code try PORT N} connects and closes at once; answers as {@code open}
 *   <li>{@code use jdk} uses parts of the JDK that open a file on first use; answers {@code good}
 *   <li>{@code read all} reads one byte from each connection
 * </ul>
 */
public final class DescriptorExhaustion {

    private final DescriptorHolder hoard = new DescriptorHolder();
    private final List<Socket> connections = new ArrayList<>();
    private final String host;

    private DescriptorExhaustion(String host) throws IOException {
        this.host = host;
    }

    public static void main(String[] arguments) throws Exception {
        closeOne();
        DescriptorExhaustion hoarder = new DescriptorExhaustion(arguments[0]);
        hoarder.open(arguments[1]);
        Class.forName(StandardInput.class.getName());
        if (arguments[2].equals("take")) {
            hoarder.hoard.takeAll();
        }
        System.out.println("ready");
        for (String command = StandardInput.nextLine(); command != null; command = StandardInput.nextLine()) {
            String[] words = command.split(" ");
            System.out.println("done " + command + ": " + hoarder.perform(words[0], words[1]));
        }
    }

    /**
     * As any service has done before its descriptors run out: the JDK needs two of them to initialise the class that closes
     * sockets (sun.nio.ch.FileDispatcherImpl), and cannot close any more where it has failed to.
     */
    private static void closeOne() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            new Socket(loopback, server.getLocalPort()).close();
        }
    }

    private String perform(String command, String argument) throws IOException {
        switch (command) {
            case "take":
                return "" + hoard.takeAll();
            case "await":
                awaitThread(argument);
                return "" + hoard.takeAll();
            case "give":
                return "" + hoard.giveBack();
            case "open":
                return open(argument);
            case "try":
                return tryToOpen(argument);
            case "use":
                return useOfTheJdk();
            default:
                return readAll();
        }
    }

    private static String useOfTheJdk() {
        try {
            Files.readAllBytes(Paths.get("/dev/null"));
            Selector.open().close();
            ClassLoader.getSystemResource("java/lang/Object.class").openStream().close();
            return "good";
        } catch (IOException | LinkageError failure) {
            return failure.toString();
        }
    }

    private static void awaitThread(String name) {
        while (true) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(name)) {
                    return;
                }
            }
        }
    }

    private String open(String port) {
        try {
            Socket socket = new Socket(host, Integer.parseInt(port));
            connections.add(socket);
            return "" + socket.getLocalPort();
        } catch (IOException refused) {
            return refused.toString();
        }
    }

    private String tryToOpen(String port) {
        try (Socket socket = new Socket(host, Integer.parseInt(port))) {
            return "" + socket.getLocalPort();
        } catch (IOException refused) {
            return refused.toString();
        }
    }

    private String readAll() {
        List<String> results = new ArrayList<>();
        for (Socket socket : connections) {
            try {
                results.add("" + socket.getInputStream().read());
            } catch (IOException failure) {
                results.add(failure.toString());
            }
        }
        return results.toString();
    }
}
