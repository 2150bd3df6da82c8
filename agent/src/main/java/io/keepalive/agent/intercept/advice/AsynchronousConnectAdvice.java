package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** {@code UnixAsynchronousSocketChannelImpl.setConnected}: called on every path that completes a connection. */
public final class AsynchronousConnectAdvice {

    private AsynchronousConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("fd") FileDescriptor descriptor,
            @Advice.FieldValue("localAddress") SocketAddress local,
            @Advice.FieldValue("remoteAddress") SocketAddress remote) {
        Bridge.connected(descriptor, local, remote);
    }
}
