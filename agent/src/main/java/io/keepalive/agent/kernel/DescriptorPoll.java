package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.JdkMethods;
import io.keepalive.agent.jdk.NativeMemory;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Asks about many descriptors in one system call: a fifth of what TCP_INFO costs, and it touches neither the
 * connection's data nor its pending error.
 *
 * <p>Asks for no event, so that poll tells only what it tells unasked: a socket that has failed or come to its end, and
 * a number at which nothing is open. For one thread. Takes its memory when it is first added to, and not from what the
 * application may have in direct buffers.
 */
public final class DescriptorPoll {

    /** So many numbers at most can be added. */
    public static final int CAPACITY = 1024;

    /**
     * Questions between two trials of a larger call than the kernel has last refused: RLIMIT_NOFILE may have been raised
     * (prlimit(2)), or memory be free again.
     */
    private static final int RETRY_EVERY = 256;

    /* struct pollfd, poll.h: int fd, short events, short revents. */
    private static final int SIZE = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;

    /** POLLERR and POLLHUP, asm-generic/poll.h. */
    private static final int ENDED = 0x08 | 0x10;
    /** POLLNVAL, asm-generic/poll.h. */
    private static final int INVALID = 0x20;

    private final MethodHandle poll;
    /** Null where the method needs no object. */
    private final Class<?> wrapperType;
    /** Made when it is first needed, since its class initialises the JDK's networking. */
    private Object wrapper;

    private final NativeMemory memory;
    private int size;
    /** So many are asked about in one call. */
    private int batchSize = CAPACITY;

    private int untilRetry;

    private DescriptorPoll() throws ReflectiveOperationException {
        wrapperType = hasPollArrayWrapper() ? JdkMethods.jdkClass("sun.nio.ch.PollArrayWrapper") : null;
        poll = wrapperType == null ? staticPoll() : instancePoll(wrapperType);
        memory = NativeMemory.ofThisJdk(CAPACITY * SIZE);
    }

    /** Up to Java 10, it is a method of an object. */
    private static boolean hasPollArrayWrapper() {
        return Platform.javaVersion() < 11;
    }

    /**
     * What the JDK's own selectors by poll call. Takes an object that is not used, an address, how many, and milliseconds
     * to wait.
     */
    private static MethodHandle staticPoll() throws ReflectiveOperationException {
        MethodHandle poll = JdkMethods.method(
                JdkMethods.jdkClass("sun.nio.ch.PollSelectorImpl"), "poll", long.class, int.class, int.class);
        return MethodHandles.dropArguments(poll, 0, Object.class);
    }

    /** The same of an object, of which the native has no need. */
    private static MethodHandle instancePoll(Class<?> array) throws ReflectiveOperationException {
        MethodHandle poll = JdkMethods.method(array, "poll0", long.class, int.class, long.class);
        return poll.asType(MethodType.methodType(int.class, Object.class, long.class, int.class, int.class));
    }

    /**
     * For the running JDK.
     *
     * @return null where it does not let the agent ask this way
     */
    public static DescriptorPoll ofThisJdk() {
        try {
            return new DescriptorPoll();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError hasChanged) {
            return null;
        }
    }

    /** Forgets what was asked and answered. */
    public void clear() {
        size = 0;
    }

    /** Will ask about this number, too; there must be room for it. */
    public void add(int number) {
        int offset = SIZE * size++;
        memory.putInt(offset, number);
        memory.putInt(offset + EVENTS, 0);
    }

    /** Forgets everything and gives its memory back; may be added to again. */
    public void close() {
        clear();
        memory.free();
    }

    /** How many numbers have been added. */
    public int size() {
        return size;
    }

    /** Whether there is no room for another. */
    public boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Asks, in one call where the kernel takes so many: it refuses more than RLIMIT_NOFILE (poll(2), EINVAL). Returns
     * whether there is anything to tell of any of them.
     */
    public boolean poll() {
        if (batchSize < CAPACITY && untilRetry-- <= 0) {
            batchSize = CAPACITY;
        }
        boolean hasEvents = false;
        for (int from = 0; from < size; from += batchSize) {
            hasEvents |= pollFrom(from) > 0;
        }
        return hasEvents;
    }

    private int pollFrom(int from) {
        while (true) {
            try {
                return poll(from, Math.min(batchSize, size - from));
            } catch (IOException refused) {
                if (batchSize == 1) {
                    throw failed(refused);
                }
                batchSize = Math.min(batchSize, size - from + 1) / 2;
                untilRetry = RETRY_EVERY;
            }
        }
    }

    private int poll(int from, int count) throws IOException {
        try {
            if (wrapper == null && wrapperType != null) {
                wrapper = JdkMethods.newInstance(wrapperType, 1);
            }
            return (int) poll.invokeExact(wrapper, memory.address() + (long) SIZE * from, count, 0);
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    private IllegalStateException failed(Throwable failure) {
        return new IllegalStateException("poll failed for " + size + " descriptors", failure);
    }

    /** Whether the descriptor at this place, counted from 0 in the order of adding, has failed or come to its end. */
    public boolean isEnded(int place) {
        return (revents(place) & ENDED) != 0;
    }

    /** Whether nothing is open at the number at this place. */
    public boolean isClosed(int place) {
        return (revents(place) & INVALID) != 0;
    }

    private int revents(int place) {
        return memory.getShort(SIZE * place + REVENTS);
    }
}
