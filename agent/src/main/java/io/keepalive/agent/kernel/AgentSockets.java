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
 * The sockets on which the agent itself listens, and those that it has accepted there: none of the application's, and told
 * from these by what they are. An accepted one is known while it is being accepted by the thread that does so, and
 * afterwards by its inode; its port says nothing, since the application may use the same at another address.
 *
 * <p>Opening, accepting and closing exclude {@link #include}: whoever has found a descriptor of the process and asks
 * afterwards gets the right answer. Safe on any thread; only the agent's own ever wait, and none for longer than a system
 * call that does not block.
 */
public final class AgentSockets {

    /** What the JDK's own servers have. */
    private static final int BACKLOG = 50;

    private final Instrumentation instrumentation;
    private final List<Entry> open = new ArrayList<>();
    private JdkChannels channels;

    /** Not volatile: each thread only looks for itself, and what it has written itself it sees. */
    private Thread acceptingThread;

    /** @param instrumentation opens what is needed of java.base; null where that is open */
    public AgentSockets(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Listens, without blocking, on an address of this host.
     *
     * @throws IOException where the address cannot be bound, or this JDK does not tell a channel's descriptor
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
     * Accepts whoever has connected.
     *
     * @param server from {@link #listen}
     * @return who, not blocking; or null where nobody has
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

    /** Whether the calling thread is accepting one at this moment. On an application's thread: a read and no more. */
    public boolean isAcceptingOnThisThread() {
        return acceptingThread == Thread.currentThread();
    }

    /** Closes one of them; must not be registered with a selector, which would keep its descriptor open. */
    public synchronized void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException closedAllTheSame) {
            // The descriptor is gone: close(2) is not repeated.
        } finally {
            open.removeIf(entry -> entry.channel == channel);
        }
    }

    /** Whether the socket of this inode is one of them. Allocates nothing. */
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
                throw new IOException("this Java runtime does not let the agent tell its own sockets", hasChanged);
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
