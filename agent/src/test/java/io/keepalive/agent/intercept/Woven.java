// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;

/** Methods of the shapes that advice meets, for {@link AdvisedClassTest}: this class is woven and then used. */
public class Woven extends WovenBase {

    private final SocketAddress localAddress;
    private final SocketAddress remoteAddress;

    public Woven(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        super(descriptor);
        if (remote == null) {
            localAddress = null;
            remoteAddress = null;
            return;
        }
        localAddress = local;
        remoteAddress = remote;
    }

    /** Assigns to its arguments, has wide ones before and variables after them, and returns in several places. */
    public boolean connect(long timeout, double factor, SocketAddress remote) {
        long left = timeout;
        int rounds = 0;
        while (left > 0) {
            left -= (long) factor;
            rounds++;
            if (rounds > 100) {
                return false;
            }
        }
        String text = "none";
        if (rounds > 2) {
            text = remote.toString();
            remote = null;
            timeout = 0;
        }
        return text.length() > 4 && remote == null && timeout == 0;
    }

    /** Jumps back to its first instruction. */
    public static int read(FileDescriptor descriptor, int count) throws IOException {
        do {
            count--;
            if (count == 7) {
                descriptor = null;
                throw new IOException("seven");
            }
        } while (count > 3);
        try {
            if (count < 0) {
                throw new IllegalStateException("negative");
            }
            if (count == 0) {
                throw new IOException("caught inside");
            }
        } catch (IOException inside) {
            return -1;
        } finally {
            count += 10;
        }
        return count;
    }

    /** Ends in every way. */
    public long close(int way) throws IOException {
        if (way == 0) {
            return 1L;
        }
        if (way == 1) {
            throw new IOException("one");
        }
        synchronized (this) {
            if (way == 2) {
                throw new IllegalArgumentException("two");
            }
            long result = way;
            return result * 2;
        }
    }

    /** Loops for ever or throws: has no return at all. */
    public void never() throws IOException {
        while (true) {
            if (fd == null) {
                throw new IOException("never");
            }
            fd = null;
        }
    }
}
