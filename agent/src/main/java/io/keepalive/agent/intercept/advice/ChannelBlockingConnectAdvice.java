package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** {@code SocketChannelImpl.blockingConnect}: the channel is connected when it returns. */
public final class ChannelBlockingConnectAdvice {

    private ChannelBlockingConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("fd") FileDescriptor descriptor,
            @Advice.FieldValue("localAddress") SocketAddress local,
            @Advice.Argument(0) SocketAddress remote) {
        Bridge.connected(descriptor, local, remote);
    }
}
