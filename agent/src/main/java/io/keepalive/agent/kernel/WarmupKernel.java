// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/**
 * Replaces the natives of {@code sun.nio.ch} during the warm-up, under the same names: every descriptor is a connection
 * with short timings that cannot be changed, refuses a user timeout, and has been given up by the kernel.
 */
final class WarmupKernel implements SocketOptionHandles, PeerAddress, DescriptorNumbers {

    private static final int NUMBER = 0;

    private static final long INODE = 1;

    /** TCP_INFO of a connection in the state CLOSE with three unanswered probes, in the layout of TcpInfo. */
    private static final int GIVEN_UP = 3 << 24 | TcpInfo.CLOSE;

    private final MethodHandle getIntOption = SocketOptionHandles.getIntOptionOf(WarmupKernel.class);
    private final MethodHandle setIntOption = SocketOptionHandles.setIntOptionOf(WarmupKernel.class);

    WarmupKernel() throws ReflectiveOperationException {}

    static int getIntOption0(FileDescriptor descriptor, boolean mayNeedConversion, int level, int option) {
        if (level == KeepaliveOption.SOL_SOCKET) {
            return option == KeepaliveOption.ENABLED.number() ? 0 : KeepaliveOption.IPPROTO_TCP;
        }
        if (option == LinuxSocketCalls.TCP_INFO) {
            return LinuxSocketCalls.littleEndian(GIVEN_UP);
        }
        return option == KeepaliveOption.USER_TIMEOUT.number() ? 0 : 1;
    }

    static void setIntOption0(
            FileDescriptor descriptor, boolean mayNeedConversion, int level, int option, int value, boolean isIpv6)
            throws IOException {
        if (level == KeepaliveOption.IPPROTO_TCP && option == KeepaliveOption.USER_TIMEOUT.number()) {
            throw new IOException("warm-up");
        }
    }

    static int poll(FileDescriptor descriptor, int events, long timeoutMillis) {
        return 0;
    }

    static int fdVal(FileDescriptor descriptor) {
        return NUMBER;
    }

    static FileDescriptor newFD(int number) {
        return new FileDescriptor();
    }

    static InetSocketAddress localAddress(FileDescriptor descriptor) {
        return InetSocketAddress.createUnresolved("warm-up", 1);
    }

    @Override
    public MethodHandle getIntOption() {
        return getIntOption;
    }

    @Override
    public MethodHandle setIntOption() {
        return setIntOption;
    }

    @Override
    public InetSocketAddress of(FileDescriptor descriptor) {
        return localAddress(descriptor);
    }

    @Override
    public long inode(int number) {
        return INODE;
    }

    @Override
    public int duplicate(int number) {
        return number;
    }

    @Override
    public void close(int number) {}

    @Override
    public boolean supportsInodes() {
        return true;
    }
}
