package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** {@code SocketChannelImpl.finishConnect}: returns true when connected, at every further call too. */
public final class ChannelFinishConnectAdvice {

    private ChannelFinishConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Return boolean connected,
            @Advice.FieldValue("fd") FileDescriptor descriptor,
            @Advice.FieldValue("localAddress") SocketAddress local,
            @Advice.FieldValue("remoteAddress") SocketAddress remote) {
        if (connected) {
            Bridge.connected(descriptor, local, remote);
        }
    }
}
