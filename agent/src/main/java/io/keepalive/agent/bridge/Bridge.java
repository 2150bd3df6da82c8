// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.bridge;

import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;

/**
 * The bridge from the advice in JDK classes to the agent: forwards each call to the current observer. Never returns the
 * observer, through which any code could reach the agent's own classes.
 *
 * <p>A ThreadDeath that {@code Thread.stop} throws in an application thread passes through; every other exception of an
 * observer ends here. A StackOverflowError is not even reported: any call may throw it again, and out of the JDK's method,
 * which might then leave a socket open.
 */
public final class Bridge {

    private static final SocketObserver NO_OBSERVER = new NoObserver();

    /** The implementation that the JVM gives to agents only. */
    private static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";

    /** The class that Thread.stop throws. Compared by name, because a later Java may not have it any more. */
    private static final String THREAD_DEATH = "java.lang.ThreadDeath";

    private static volatile SocketObserver observer = NO_OBSERVER;

    private Bridge() {}

    /**
     * Replaces the observer.
     *
     * @param instrumentation proves that the caller is an agent: the {@code java.lang.instrument.Instrumentation} that
     *     it has from the JVM
     * @param next the observer from now on, or null for none
     * @throws SecurityException where the first argument is anything else; the observer then stays
     */
    public static void observe(Object instrumentation, SocketObserver next) {
        if (!isInstrumentation(instrumentation)) {
            throw new SecurityException("only an agent may observe: the argument is not an Instrumentation of the JVM");
        }
        observer = next == null ? NO_OBSERVER : next;
    }

    /** The JVM loads a class of this name only itself. */
    private static boolean isInstrumentation(Object instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getName().equals(INSTRUMENTATION)
                && instrumentation.getClass().getClassLoader() == null;
    }

    /** @see SocketObserver#connected(Socket, SocketAddress) */
    public static void connected(Socket socket, SocketAddress remote) {
        try {
            observer.connected(socket, remote);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#accepted(Socket) */
    public static void accepted(Socket socket) {
        try {
            observer.accepted(socket);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#connecting(FileDescriptor) */
    public static void connecting(FileDescriptor descriptor) {
        try {
            observer.connecting(descriptor);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#connected(FileDescriptor, SocketAddress, SocketAddress) */
    public static void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        try {
            observer.connected(descriptor, local, remote);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /**
     * A connect has returned.
     *
     * @param isConnected false while the connect is in progress
     * @see SocketObserver#connected(FileDescriptor, SocketAddress, SocketAddress)
     */
    public static void connected(
            boolean isConnected, FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        if (isConnected) {
            connected(descriptor, local, remote);
        }
    }

    /** @see SocketObserver#accepted(FileDescriptor, SocketAddress, SocketAddress) */
    public static void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
        try {
            observer.accepted(descriptor, local, remote);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#readFailed(FileDescriptor, Throwable) */
    public static void readFailed(FileDescriptor descriptor, Throwable thrown) {
        try {
            observer.readFailed(descriptor, thrown);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#writeFailed(FileDescriptor, Throwable) */
    public static void writeFailed(FileDescriptor descriptor, Throwable thrown) {
        try {
            observer.writeFailed(descriptor, thrown);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#readFailed(SocketImpl, Throwable) */
    public static void readFailed(SocketImpl socket, Throwable thrown) {
        try {
            observer.readFailed(socket, thrown);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#writeFailed(SocketImpl, Throwable) */
    public static void writeFailed(SocketImpl socket, Throwable thrown) {
        try {
            observer.writeFailed(socket, thrown);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#optionSet(FileDescriptor, Object) */
    public static void optionSet(FileDescriptor descriptor, Object option) {
        try {
            observer.optionSet(descriptor, option);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** @see SocketObserver#optionSet(SocketImpl, Object) */
    public static void optionSet(SocketImpl socket, Object option) {
        try {
            observer.optionSet(socket, option);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /**
     * @param option of {@link java.net.SocketOptions}
     * @see SocketObserver#optionSet(SocketImpl, Object)
     */
    public static void optionSet(SocketImpl socket, int option) {
        optionSet(socket, (Object) option);
    }

    /**
     * A descriptor is about to be closed. If the thread is stopped at this moment, it still closes the descriptor,
     * which would otherwise stay open for good, and {@link #closed} rethrows the stop.
     *
     * @return the argument for {@link #closed}, or null
     */
    public static Object closing(FileDescriptor descriptor) {
        try {
            return observer.closing(descriptor);
        } catch (StackOverflowError deep) {
            return null;
        } catch (Throwable failure) {
            if (isStop(failure)) {
                repeatClosing(descriptor);
                return failure;
            }
            swallow(failure);
            return null;
        }
    }

    /** Repeats the call that the stop has interrupted. A thread is stopped only once. */
    private static void repeatClosing(FileDescriptor descriptor) {
        try {
            Object closing = observer.closing(descriptor);
            if (closing != null) {
                observer.closed(closing);
            }
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /**
     * The descriptor has been closed, or its close has thrown.
     *
     * @param closing the result of {@link #closing}, which may be null
     */
    public static void closed(Object closing) {
        if (closing == null) {
            return;
        }
        if (isStop(closing)) {
            throw (Error) closing;
        }
        try {
            observer.closed(closing);
        } catch (StackOverflowError deep) {
            return;
        } catch (Throwable failure) {
            if (isStop(failure)) {
                observer.closed(closing);
            }
            swallow(failure);
        }
    }

    /**
     * Handles an exception of an observer, so that the application continues as if there were none. A ThreadDeath is
     * not the observer's and is rethrown.
     */
    private static void swallow(Throwable failure) {
        passOn(failure);
        try {
            observer.failed(failure);
        } catch (Throwable another) {
            // No receiver is left for a report, and the application must not be affected.
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
