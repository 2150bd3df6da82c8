// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.net.Socket;
import java.net.SocketImpl;

/** Reads the descriptor of a {@link Socket}, which the JDK keeps in non-public fields and methods. */
public final class SocketDescriptors {

    private final MethodHandle implOf;
    private final MethodHandle descriptorOf;
    private final MethodHandle localPortOf;

    /** @throws ReflectiveOperationException where java.net is not open, or has changed */
    public SocketDescriptors() throws ReflectiveOperationException {
        implOf = JdkMethods.getter(Socket.class, "impl");
        descriptorOf = JdkMethods.method(SocketImpl.class, "getFileDescriptor");
        localPortOf = JdkMethods.method(SocketImpl.class, "getLocalPort");
    }

    /** The descriptor of a socket, or null where it has none or none any more. Safe on an application thread. */
    public FileDescriptor of(Socket socket) {
        try {
            SocketImpl impl = (SocketImpl) implOf.invokeExact(socket);
            return of(impl);
        } catch (Throwable noAnswer) {
            ThreadStop.passOn(noAnswer);
            return null;
        }
    }

    /**
     * The descriptor of a socket's implementation. Read through its method, because some implementations delegate to
     * another.
     */
    public FileDescriptor of(SocketImpl impl) {
        try {
            return impl == null ? null : (FileDescriptor) descriptorOf.invokeExact(impl);
        } catch (Throwable noAnswer) {
            ThreadStop.passOn(noAnswer);
            return null;
        }
    }

    /** The local port of a socket as the JDK has stored it, or 0 where it has not. Makes no system call. */
    public int localPort(Socket socket) {
        try {
            SocketImpl impl = (SocketImpl) implOf.invokeExact(socket);
            return impl == null ? 0 : (int) localPortOf.invokeExact(impl);
        } catch (Throwable noAnswer) {
            ThreadStop.passOn(noAnswer);
            return 0;
        }
    }
}
