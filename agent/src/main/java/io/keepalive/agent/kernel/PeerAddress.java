// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** getpeername, through a native that differs between JDKs. */
interface PeerAddress {

    /** The address of the peer; fails once the kernel has given up the peer. */
    InetSocketAddress of(FileDescriptor descriptor) throws IOException;

    /** The call of the running JDK. */
    static PeerAddress ofThisJdk() throws ReflectiveOperationException {
        return Platform.javaVersion() < 16 ? new ThroughInheritedChannel() : new ThroughNet();
    }

    /**
     * Up to Java 15. {@code Net.remoteAddress} exists but calls natives that have no implementation; the native for the
     * peer of an inherited descriptor 0 accepts any descriptor.
     */
    final class ThroughInheritedChannel implements PeerAddress {

        private final MethodHandle address;
        private final MethodHandle port;
        private final MethodHandle number;

        ThroughInheritedChannel() throws ReflectiveOperationException {
            Class<?> inherited = JdkMethods.jdkClass("sun.nio.ch.InheritedChannel");
            address = JdkMethods.method(inherited, "peerAddress0", int.class);
            port = JdkMethods.method(inherited, "peerPort0", int.class);
            number = JdkMethods.method(JdkMethods.jdkClass("sun.nio.ch.IOUtil"), "fdVal", FileDescriptor.class);
        }

        @Override
        public InetSocketAddress of(FileDescriptor descriptor) throws IOException {
            try {
                int fd = (int) number.invokeExact(descriptor);
                InetAddress peer = (InetAddress) address.invokeExact(fd);
                if (peer == null) {
                    throw new IOException("descriptor " + fd + " has no peer");
                }
                return new InetSocketAddress(peer, (int) port.invokeExact(fd));
            } catch (Throwable failure) {
                throw DescriptorCalls.asIoException(failure);
            }
        }
    }

    /** Since Java 16. */
    final class ThroughNet implements PeerAddress {

        private final MethodHandle remoteAddress;

        ThroughNet() throws ReflectiveOperationException {
            remoteAddress =
                    JdkMethods.method(JdkMethods.jdkClass("sun.nio.ch.Net"), "remoteAddress", FileDescriptor.class);
        }

        @Override
        public InetSocketAddress of(FileDescriptor descriptor) throws IOException {
            try {
                return (InetSocketAddress) remoteAddress.invokeExact(descriptor);
            } catch (Throwable failure) {
                throw DescriptorCalls.asIoException(failure);
            }
        }
    }
}
