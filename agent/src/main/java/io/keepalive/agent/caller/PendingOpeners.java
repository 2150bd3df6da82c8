package io.keepalive.agent.caller;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.SocketCalls;
import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who has asked for the connections that are under way: an asynchronous channel's stands on a thread of the JDK's, of
 * which the application knows nothing. Safe on any thread, without locks.
 */
public final class PendingOpeners {

    private final SocketCalls calls;
    private final DescriptorTable<Opener> openers = new DescriptorTable<>();
    private final AtomicInteger count = new AtomicInteger();

    public PendingOpeners(SocketCalls calls) {
        this.calls = calls;
    }

    /** The calling thread asks for a connection; the first to do so counts. */
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
        // Counted first: a thread that is stopped in between has others look in vain, and miss nothing.
        count.incrementAndGet();
        if (openers.put(number, new Opener(descriptor, Thread.currentThread().getName(), callSite)) != null) {
            count.decrementAndGet();
        }
    }

    /** Who asked for the connection of this descriptor, or null; forgets it. */
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
