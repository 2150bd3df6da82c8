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
final class OtherSockets {

    private TcpSocket[] ofTcp = new TcpSocket[0];
    private long[] ofOtherKinds = new long[0];

    /** Whether the socket of this inode at this number is none of TCP's. */
    boolean isOfAnotherKind(int number, long inode) {
        return number < ofOtherKinds.length && ofOtherKinds[number] == inode;
    }

    /** The TCP socket of this inode at this number, or null where it is not known. */
    TcpSocket tcp(int number, long inode) {
        TcpSocket known = number < ofTcp.length ? ofTcp[number] : null;
        return known != null && known.inode() == inode ? known : null;
    }

    void addOfAnotherKind(int number, long inode) {
        makeRoomFor(number);
        ofOtherKinds[number] = inode;
    }

    void addTcp(TcpSocket socket) {
        makeRoomFor(socket.number());
        ofTcp[socket.number()] = socket;
    }

    /** The socket at this number has become a connection. */
    void forget(int number) {
        if (number < ofTcp.length) {
            ofTcp[number] = null;
        }
    }

    private void makeRoomFor(int number) {
        if (number >= ofTcp.length) {
            int length = Math.max(number + 1, 2 * ofTcp.length);
            ofTcp = Arrays.copyOf(ofTcp, length);
            ofOtherKinds = Arrays.copyOf(ofOtherKinds, length);
        }
    }

    /** Visits the TCP sockets that are still open. */
    void forEachTcp(OpenDescriptors descriptors, Consumer<TcpSocket> visitor) {
        for (TcpSocket socket : ofTcp) {
            if (socket != null && descriptors.inode(socket.number()) == socket.inode()) {
                visitor.accept(socket);
            }
        }
    }
}
