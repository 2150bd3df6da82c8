package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** {@code SocketChannelImpl.connect}: returns true when connected, false while the connect is in progress. */
public final class ChannelConnectAdvice {

    private ChannelConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Return boolean connected,
            @Advice.FieldValue("fd") FileDescriptor descriptor,
            @Advice.FieldValue("localAddress") SocketAddress local,
            @Advice.Argument(0) SocketAddress remote) {
        if (connected) {
            Bridge.connected(descriptor, local, remote);
        }
    }
}
