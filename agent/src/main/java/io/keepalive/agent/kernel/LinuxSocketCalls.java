// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static io.keepalive.agent.kernel.KeepaliveOption.IPPROTO_TCP;
import static io.keepalive.agent.kernel.KeepaliveOption.SOL_SOCKET;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/**
 * Calls getsockopt and setsockopt directly, through two private natives of {@code sun.nio.ch.Net} with the same
 * signature in Java 8 to 25: with {@code mayNeedConversion=false} they pass on level, option and a 4-byte int.
 */
public final class LinuxSocketCalls extends DescriptorCalls {

    /** SO_ACCEPTCONN, asm-generic/socket.h. */
    private static final int SO_ACCEPTCONN = 30;
    /** SO_PROTOCOL, asm-generic/socket.h. */
    private static final int SO_PROTOCOL = 38;
    /** TCP_INFO, linux/tcp.h; only the first four bytes of the struct fit an int. */
    static final int TCP_INFO = 11;

    /** linux/tcp.h, since Linux 6.15. */
    private static final int TCP_RTO_MAX_MS = 44;
    /** IPPROTO_MPTCP, linux/in.h: a multipath socket supports the keepalive options too. */
    private static final int IPPROTO_MPTCP = 262;

    /** POLLERR, asm-generic/poll.h: reported even if it is not requested. */
    private static final int POLLERR = 8;

    private final SocketOptionHandles options;
    private final MethodHandle poll;

    public LinuxSocketCalls() throws ReflectiveOperationException {
        this(
                SocketOptionHandles.ofThisJdk(),
                JdkMethods.jdkClass("sun.nio.ch.Net"),
                JdkMethods.jdkClass("sun.nio.ch.IOUtil"),
                PeerAddress.ofThisJdk(),
                DescriptorNumbers.ofThisJdk());
    }

    /** The other parameters are those of the superclass. */
    public LinuxSocketCalls(
            SocketOptionHandles options,
            Class<?> net,
            Class<?> ioUtil,
            PeerAddress peerAddress,
            DescriptorNumbers numbers)
            throws ReflectiveOperationException {
        super(net, ioUtil, peerAddress, numbers);
        this.options = options;
        poll = JdkMethods.method(net, "poll", FileDescriptor.class, int.class, long.class);
    }

    @Override
    public int get(FileDescriptor descriptor, KeepaliveOption option) throws IOException {
        return getsockopt(descriptor, option.level(), option.number());
    }

    @Override
    public void set(FileDescriptor descriptor, KeepaliveOption option, int value) throws IOException {
        setsockopt(descriptor, option.level(), option.number(), value);
    }

    @Override
    public int longestRetryInterval(FileDescriptor descriptor) throws IOException {
        return getsockopt(descriptor, IPPROTO_TCP, TCP_RTO_MAX_MS);
    }

    @Override
    public void setLongestRetryInterval(FileDescriptor descriptor, int millis) throws IOException {
        setsockopt(descriptor, IPPROTO_TCP, TCP_RTO_MAX_MS, millis);
    }

    @Override
    public int tcpInfo(FileDescriptor descriptor) {
        try {
            return littleEndian(getsockopt(descriptor, IPPROTO_TCP, TCP_INFO));
        } catch (IOException closedOrNoTcp) {
            return TcpInfo.NONE;
        }
    }

    static int littleEndian(int info) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? info : Integer.reverseBytes(info);
    }

    @Override
    public boolean hasPendingError(FileDescriptor descriptor) {
        try {
            return ((int) poll.invokeExact(descriptor, 0, 0L) & POLLERR) != 0;
        } catch (Throwable closed) {
            ThreadStop.passOn(closed);
            return false;
        }
    }

    @Override
    public boolean isTcp(FileDescriptor descriptor) {
        int protocol = getOrZero(descriptor, SO_PROTOCOL);
        return protocol == IPPROTO_TCP || protocol == IPPROTO_MPTCP;
    }

    @Override
    public boolean isListening(FileDescriptor descriptor) {
        return getOrZero(descriptor, SO_ACCEPTCONN) != 0;
    }

    @Override
    public boolean supportsTcpInfo() {
        return true;
    }

    @Override
    public String description() {
        return "the kernel's own (getsockopt and setsockopt by sun.nio.ch.Net)";
    }

    private int getOrZero(FileDescriptor descriptor, int socketOption) {
        try {
            return getsockopt(descriptor, SOL_SOCKET, socketOption);
        } catch (IOException closedOrNoSocket) {
            return 0;
        }
    }

    private void setsockopt(FileDescriptor descriptor, int level, int option, int value) throws IOException {
        try {
            options.setIntOption().invokeExact(descriptor, false, level, option, value, false);
        } catch (Throwable failure) {
            throw asIoException(failure);
        }
    }

    private int getsockopt(FileDescriptor descriptor, int level, int option) throws IOException {
        try {
            return (int) options.getIntOption().invokeExact(descriptor, false, level, option);
        } catch (Throwable failure) {
            throw asIoException(failure);
        }
    }
}
