// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.InternalPackages;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets on which the agent itself listens, and those accepted there, so that they are not taken for the
 * application's. An accepted socket is recognised by the accepting thread during the accept and by its inode
 * afterwards. The port does not identify it, because the application may use the same port at another address.
 *
 * <p>Opening, accepting and closing exclude {@link #contains}: a caller that has found a descriptor of the process and
 * then asks gets the right answer. Safe on any thread; only the agent's own threads wait, and no longer than a
 * non-blocking system call takes.
 */
public final class AgentSockets {

    /** As in the JDK's own servers. */
    private static final int BACKLOG = 50;

    private final Instrumentation instrumentation;
    private final List<Entry> open = new ArrayList<>();
    private JdkChannels channels;

    /** Not volatile: a thread only compares it with itself, and sees its own writes. */
    private Thread acceptingThread;

    /** @param instrumentation opens the needed packages of java.base; null where they are open */
    public AgentSockets(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Opens a non-blocking server socket on an address of this host.
     *
     * @throws IOException where the address cannot be bound, or this JDK does not give access to a channel's descriptor
     */
    public synchronized ServerSocketChannel listen(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = channels().provider().openServerSocketChannel();
        register(server);
        try {
            return server.bind(address, BACKLOG);
        } catch (IOException | RuntimeException | Error failure) {
            close(server);
            throw failure;
        }
    }

    /** Opens a selector for these sockets. */
    public synchronized Selector newSelector() throws IOException {
        return channels().provider().openSelector();
    }

    /**
     * Accepts a connection.
     *
     * @param server from {@link #listen}
     * @return the connection, non-blocking; or null where none is pending
     */
    public synchronized SocketChannel accept(ServerSocketChannel server) throws IOException {
        acceptingThread = Thread.currentThread();
        try {
            SocketChannel accepted = server.accept();
            if (accepted != null) {
                register(accepted);
            }
            return accepted;
        } finally {
            acceptingThread = null;
        }
    }

    /** Whether the calling thread is inside {@link #accept}. On an application thread this is one field read. */
    public boolean isAcceptingOnThisThread() {
        return acceptingThread == Thread.currentThread();
    }

    /** Closes one of these sockets. It must not be registered with a selector, which would keep its descriptor open. */
    public synchronized void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException closedAllTheSame) {
            // The descriptor is gone: close(2) is not repeated.
        } finally {
            open.removeIf(entry -> entry.channel == channel);
        }
    }

    /** Whether the socket of this inode is one of the agent's. Allocates nothing. */
    synchronized boolean contains(long inode) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).inode == inode) {
                return true;
            }
        }
        return false;
    }

    private void register(SelectableChannel channel) throws IOException {
        try {
            open.add(new Entry(channel, channels.inode(channel)));
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException | Error failure) {
            close(channel);
            throw failure;
        }
    }

    private JdkChannels channels() throws IOException {
        if (channels == null) {
            try {
                if (instrumentation != null) {
                    InternalPackages.open(instrumentation, "sun.nio.ch", "sun.nio.fs");
                }
                channels = new JdkChannels();
            } catch (ReflectiveOperationException hasChanged) {
                throw new IOException(
                        "this Java runtime gives the agent no access to the descriptors of its own sockets",
                        hasChanged);
            }
        }
        return channels;
    }

    private static final class Entry {

        final SelectableChannel channel;
        final long inode;

        Entry(SelectableChannel channel, long inode) {
            this.channel = channel;
            this.inode = inode;
        }
    }
}
