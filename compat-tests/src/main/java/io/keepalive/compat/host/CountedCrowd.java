package io.keepalive.compat.host;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Once a line has come, opens as many connections to itself as its first argument says. For every further line prints
 * how many bytes the thread named by its second argument has allocated by then.
 */
public final class CountedCrowd {

    private static final List<SocketChannel> KEPT = new ArrayList<>();

    private CountedCrowd() {}

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
                KEPT.add(SocketChannel.open(server.getLocalAddress()));
                KEPT.add(server.accept());
            }
        }
        System.out.println("ready");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        while (StandardInput.nextLine() != null) {
            System.out.println("allocated " + threads.getThreadAllocatedBytes(idOf(arguments[1])));
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
