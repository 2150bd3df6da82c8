// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.kernel.OpenDescriptors;
import io.keepalive.agent.kernel.TcpSocket;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The known sockets that are not connections, so that each is examined once: TCP sockets, which listen or may be connected
 * later, and others, which never become connections. By descriptor number and inode. On the agent's own thread.
 */
final class NonConnectionSockets {

    /** Among thousands of connections such sockets are rare: memory is used only for the numbers around theirs. */
    private static final class Page {
        static final int SIZE = 64;

        final TcpSocket[] tcp = new TcpSocket[SIZE];
        final long[] notTcp = new long[SIZE];
    }

    private Page[] pages = new Page[0];

    /** Whether the socket of this inode at this number is known not to be TCP. */
    boolean isNotTcp(int number, long inode) {
        Page page = page(number);
        return page != null && page.notTcp[number % Page.SIZE] == inode;
    }

    /** The known TCP socket of this inode at this number, or null. */
    TcpSocket tcp(int number, long inode) {
        Page page = page(number);
        TcpSocket known = page == null ? null : page.tcp[number % Page.SIZE];
        return known != null && known.inode() == inode ? known : null;
    }

    void addNotTcp(int number, long inode) {
        pageFor(number).notTcp[number % Page.SIZE] = inode;
    }

    void addTcp(TcpSocket socket) {
        pageFor(socket.number()).tcp[socket.number() % Page.SIZE] = socket;
    }

    /** Removes the TCP socket at this number, which has become a connection. */
    void removeTcp(int number) {
        Page page = page(number);
        if (page != null) {
            page.tcp[number % Page.SIZE] = null;
        }
    }

    private Page page(int number) {
        int index = number / Page.SIZE;
        return index < pages.length ? pages[index] : null;
    }

    private Page pageFor(int number) {
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
        for (TcpSocket socket : page.tcp) {
            if (socket != null && descriptors.inode(socket.number()) == socket.inode()) {
                visitor.accept(socket);
            }
        }
    }
}
