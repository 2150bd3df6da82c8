package io.keepalive.agent.bridge;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * Where the advice in the JDK's classes finds the agent: hands on what they tell to whoever observes, and never hands
 * out the observer itself, through which any code could reach the agent's own classes.
 *
 * <p>What {@code Thread.stop} throws in an application's thread while it is in here passes on; whatever else an observer
 * throws ends here.
 */
public final class Bridge {

    private static final SocketObserver NO_OBSERVER = new NoObserver();

    /** What the JVM gives to agents and to nobody else. */
    private static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";

    /** What Thread.stop throws; by its name, since a later Java may not have the class any more. */
    private static final String THREAD_DEATH = "java.lang.ThreadDeath";

    private static volatile SocketObserver observer = NO_OBSERVER;

    private Bridge() {}

    /**
     * Has another observe, or nobody.
     *
     * @param instrumentation shows that it is an agent who asks: the {@code java.lang.instrument.Instrumentation} that
     *     the JVM has given it
     * @param next who observes from now on, or null for nobody
     * @throws SecurityException where it is something else; who observes then is who did before
     */
    public static void observe(Object instrumentation, SocketObserver next) {
        if (!isInstrumentation(instrumentation)) {
            throw new SecurityException("only an agent may observe, and shows that by its Instrumentation");
        }
        observer = next == null ? NO_OBSERVER : next;
    }

    /** The JVM loads no class of that name from anywhere but its own. */
    private static boolean isInstrumentation(Object instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getName().equals(INSTRUMENTATION)
                && instrumentation.getClass().getClassLoader() == null;
    }

    /** @see SocketObserver#connected(Socket, SocketAddress) */
    public static void connected(Socket socket, SocketAddress remote) {
        observer.connected(socket, remote);
    }

    /** @see SocketObserver#accepted(Socket) */
    public static void accepted(Socket socket) {
        observer.accepted(socket);
    }

    /** @see SocketObserver#connecting(FileDescriptor) */
    public static void connecting(FileDescriptor descriptor) {
        observer.connecting(descriptor);
    }

    /** @see SocketObserver#connected(FileDescriptor, SocketAddress, SocketAddress) */
    public static void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        observer.connected(descriptor, local, remote);
    }

    /** @see SocketObserver#accepted(FileDescriptor, SocketAddress, SocketAddress) */
    public static void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        observer.accepted(descriptor, local, remote);
    }

    /** @see SocketObserver#readFailed(FileDescriptor, Throwable) */
    public static void readFailed(FileDescriptor descriptor, Throwable thrown) {
        observer.readFailed(descriptor, thrown);
    }

    /** @see SocketObserver#writeFailed(FileDescriptor, Throwable) */
    public static void writeFailed(FileDescriptor descriptor, Throwable thrown) {
        observer.writeFailed(descriptor, thrown);
    }

    /** @see SocketObserver#readFailed(SocketImpl, Throwable) */
    public static void readFailed(SocketImpl socket, Throwable thrown) {
        observer.readFailed(socket, thrown);
    }

    /** @see SocketObserver#writeFailed(SocketImpl, Throwable) */
    public static void writeFailed(SocketImpl socket, Throwable thrown) {
        observer.writeFailed(socket, thrown);
    }

    /** @see SocketObserver#optionSet(FileDescriptor, Object) */
    public static void optionSet(FileDescriptor descriptor, Object option) {
        observer.optionSet(descriptor, option);
    }

    /** @see SocketObserver#optionSet(SocketImpl, Object) */
    public static void optionSet(SocketImpl socket, Object option) {
        observer.optionSet(socket, option);
    }

    /**
     * A descriptor is about to be closed. A thread that is stopped at this moment closes it all the same, and is stopped
     * by {@link #closed}: else the descriptor would stay open for good.
     *
     * @return what to give to {@link #closed}, or null
     */
    public static Object closing(FileDescriptor descriptor) {
        try {
            return observer.closing(descriptor);
        } catch (Throwable failure) {
            if (isStop(failure)) {
                repeatClosing(descriptor);
                return failure;
            }
            swallow(failure);
            return null;
        }
    }

    /** What the stop has broken off, from the beginning: a thread is stopped once. */
    private static void repeatClosing(FileDescriptor descriptor) {
        try {
            Object closing = observer.closing(descriptor);
            if (closing != null) {
                observer.closed(closing);
            }
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /**
     * It has been closed, or its close has thrown.
     *
     * @param closing what {@link #closing} returned
     */
    public static void closed(Object closing) {
        if (isStop(closing)) {
            throw (Error) closing;
        }
        try {
            observer.closed(closing);
        } catch (Throwable failure) {
            if (isStop(failure)) {
                observer.closed(closing);
            }
            swallow(failure);
        }
    }

    /**
     * Takes whatever an observer has thrown, so that the application goes on as if there were none; what stops the
     * thread is not the observer's, and is thrown on.
     */
    public static void swallow(Throwable failure) {
        passOn(failure);
        try {
            observer.failed(failure);
        } catch (Throwable another) {
            // Nobody is left to tell, and the application must not notice.
            passOn(another);
        }
    }

    private static void passOn(Throwable failure) {
        if (isStop(failure)) {
            throw (Error) failure;
        }
    }

    private static boolean isStop(Object thrown) {
        return thrown instanceof Error && thrown.getClass().getName().equals(THREAD_DEATH);
    }
}
