package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.TcpSocket;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What is known of the sockets that are no connections, so that nothing is found out about one twice: those of TCP, which
 * listen or may become connections yet, and those of another kind, which never will. By descriptor number and inode. On
 * the agent's own thread.
 */
final class NonConnectionSockets {

    /** Among thousands of connections such sockets are few: only the numbers around theirs take room. */
    private static final class Page {
        static final int SIZE = 64;

        final TcpSocket[] ofTcp = new TcpSocket[SIZE];
        final long[] ofOtherKinds = new long[SIZE];
    }

    private Page[] pages = new Page[0];

    /** Whether the socket of this inode at this number is none of TCP's. */
    boolean isOfAnotherKind(int number, long inode) {
        Page page = page(number);
        return page != null && page.ofOtherKinds[number % Page.SIZE] == inode;
    }

    /** The TCP socket of this inode at this number, or null where it is not known. */
    TcpSocket tcp(int number, long inode) {
        Page page = page(number);
        TcpSocket known = page == null ? null : page.ofTcp[number % Page.SIZE];
        return known != null && known.inode() == inode ? known : null;
    }

    void addOfAnotherKind(int number, long inode) {
        pageWithRoomFor(number).ofOtherKinds[number % Page.SIZE] = inode;
    }

    void addTcp(TcpSocket socket) {
        pageWithRoomFor(socket.number()).ofTcp[socket.number() % Page.SIZE] = socket;
    }

    /** The socket at this number has become a connection. */
    void forget(int number) {
        Page page = page(number);
        if (page != null) {
            page.ofTcp[number % Page.SIZE] = null;
        }
    }

    private Page page(int number) {
        int index = number / Page.SIZE;
        return index < pages.length ? pages[index] : null;
    }

    private Page pageWithRoomFor(int number) {
        int index = number / Page.SIZE;
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
        }
        if (pages[index] == null) {
            pages[index] = new Page();
        }
        return pages[index];
    }

    /** Visits the TCP sockets that are still open. */
    void forEachTcp(OpenDescriptors descriptors, Consumer<TcpSocket> visitor) {
        for (Page page : pages) {
            if (page != null) {
                forEachTcp(page, descriptors, visitor);
            }
        }
    }

    private static void forEachTcp(Page page, OpenDescriptors descriptors, Consumer<TcpSocket> visitor) {
        for (TcpSocket socket : page.ofTcp) {
            if (socket != null && descriptors.inode(socket.number()) == socket.inode()) {
                visitor.accept(socket);
            }
        }
    }
}
