// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.connections;

import io.keepalive.compat.application.StandardInput;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * Leaks connections as programs do, and duplicates their descriptors as native code does. Arguments: the peer's host
 * and port. Each command is answered with {@code done COMMAND} and, for those that open something, its port or number.
 *
 * <ul>
 *   <li>{@code open NAME} opens a channel and keeps it
 *   <li>{@code lose NAME} drops the reference and waits until the garbage collector has cleared it
 *   <li>{@code close NAME}
 *   <li>{@code dup NUMBER} duplicates the descriptor
 *   <li>{@code closenumber NUMBER} closes the descriptor
 * </ul>
 */
public final class Leaks {

    private final InetSocketAddress peer;
    private final Map<String, SocketChannel> kept = new HashMap<>();

    private Leaks(InetSocketAddress peer) {
        this.peer = peer;
    }

    public static void main(String[] arguments) throws Exception {
        Leaks leaks = new Leaks(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            System.out.println("done " + line + leaks.perform(words[0], words[1]));
        }
    }

    private String perform(String command, String what) throws Exception {
        switch (command) {
            case "open":
                return " " + open(what);
            case "lose":
                awaitCollected(new WeakReference<>(kept.remove(what)));
                return "";
            case "close":
                kept.get(what).close();
                return "";
            case "dup":
                return " " + RawDescriptors.call("dup", Integer.parseInt(what));
            default:
                RawDescriptors.call("close", Integer.parseInt(what));
                return "";
        }
    }

    private int open(String name) throws Exception {
        SocketChannel channel = SocketChannel.open(peer);
        kept.put(name, channel);
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static void awaitCollected(WeakReference<SocketChannel> lost) throws InterruptedException {
        while (lost.get() != null) {
            System.gc();
            Thread.sleep(20);
        }
    }
}
