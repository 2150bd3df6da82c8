// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/** The calls that the JDK supports on every platform: a descriptor's number and the addresses of its socket. */
abstract class DescriptorCalls implements SocketCalls {

    private final MethodHandle fdVal;
    private final MethodHandle newFd;
    private final MethodHandle localAddress;
    private final PeerAddress peerAddress;
    private final DescriptorNumbers numbers;

    DescriptorCalls() throws ReflectiveOperationException {
        this(
                JdkMethods.jdkClass("sun.nio.ch.Net"),
                JdkMethods.jdkClass("sun.nio.ch.IOUtil"),
                PeerAddress.ofThisJdk(),
                DescriptorNumbers.ofThisJdk());
    }

    /**
     * @param net the class with the natives of {@code sun.nio.ch.Net}
     * @param ioUtil the class with those of {@code sun.nio.ch.IOUtil}
     */
    DescriptorCalls(Class<?> net, Class<?> ioUtil, PeerAddress peerAddress, DescriptorNumbers numbers)
            throws ReflectiveOperationException {
        fdVal = JdkMethods.method(ioUtil, "fdVal", FileDescriptor.class);
        newFd = JdkMethods.method(ioUtil, "newFD", int.class);
        localAddress = JdkMethods.method(net, "localAddress", FileDescriptor.class);
        this.peerAddress = peerAddress;
        this.numbers = numbers;
    }

    @Override
    public final int number(FileDescriptor descriptor) {
        if (descriptor == null) {
            // The native does not check for null and would crash the JVM.
            return -1;
        }
        try {
            return (int) fdVal.invokeExact(descriptor);
        } catch (Throwable neverHappens) {
            ThreadStop.passOn(neverHappens);
            return -1;
        }
    }

    @Override
    public final FileDescriptor forNumber(int number) {
        try {
            return (FileDescriptor) newFd.invokeExact(number);
        } catch (Throwable failure) {
            ThreadStop.passOn(failure);
            throw new IllegalStateException("no descriptor object for number " + number, failure);
        }
    }

    @Override
    public final InetSocketAddress localAddress(FileDescriptor descriptor) throws IOException {
        try {
            return (InetSocketAddress) localAddress.invokeExact(descriptor);
        } catch (Throwable failure) {
            throw asIoException(failure);
        }
    }

    @Override
    public final InetSocketAddress remoteAddress(FileDescriptor descriptor) throws IOException {
        return peerAddress.of(descriptor);
    }

    @Override
    public final boolean supportsInodes() {
        return numbers.supportsInodes();
    }

    @Override
    public final long inode(int number) {
        return numbers.inode(number);
    }

    @Override
    public final int duplicate(int number) throws IOException {
        return numbers.duplicate(number);
    }

    @Override
    public final void close(int duplicate) {
        numbers.close(duplicate);
    }

    /** The natives declare IOException and throw nothing else that a caller could handle. */
    static IOException asIoException(Throwable failure) {
        ThreadStop.passOn(failure);
        return failure instanceof IOException ? (IOException) failure : new IOException(failure);
    }
}
