// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.SocketCalls;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers who requested the connections that are still being opened: an asynchronous channel completes its connection
 * on a thread of the JDK, which the application does not know. Safe on any thread, without locks.
 */
public final class PendingOpeners {

    private final SocketCalls calls;
    private final DescriptorTable<Opener> openers = new DescriptorTable<>();
    private final AtomicInteger count = new AtomicInteger();

    public PendingOpeners(SocketCalls calls) {
        this.calls = calls;
    }

    /** Records the calling thread as the opener, unless one is recorded for this descriptor already. */
    public void add(FileDescriptor descriptor, boolean withCallSite) {
        int number = descriptor == null ? -1 : calls.number(descriptor);
        if (number >= 0) {
            Opener before = openers.get(number);
            if (before == null || !before.isOf(descriptor)) {
                put(number, descriptor, withCallSite);
            }
        }
    }

    private void put(int number, FileDescriptor descriptor, boolean withCallSite) {
        Throwable callSite = withCallSite ? new Throwable() : null;
        // Incremented first: if the thread is stopped in between, other threads make a needless look-up but miss no
        // opener.
        count.incrementAndGet();
        if (openers.put(number, new Opener(descriptor, Thread.currentThread().getName(), callSite)) != null) {
            count.decrementAndGet();
        }
    }

    /** Removes and returns the opener of this descriptor's connection, or null. */
    public Opener take(FileDescriptor descriptor) {
        int number = count.get() > 0 ? calls.number(descriptor) : -1;
        Opener opener = number >= 0 ? openers.remove(number) : null;
        if (opener == null) {
            return null;
        }
        count.decrementAndGet();
        return opener.isOf(descriptor) ? opener : null;
    }
}
