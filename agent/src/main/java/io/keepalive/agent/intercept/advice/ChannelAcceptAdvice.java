package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/**
 * The constructors of {@code SocketChannelImpl} and {@code UnixAsynchronousSocketChannelImpl} that take a descriptor:
 * such a channel is already connected, by accept or by inheritance. The peer is the last argument.
 */
public final class ChannelAcceptAdvice {

    private ChannelAcceptAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.FieldValue("fd") FileDescriptor descriptor,
            @Advice.FieldValue("localAddress") SocketAddress local,
            @Advice.FieldValue("remoteAddress") SocketAddress remote) {
        Bridge.accepted(descriptor, local, remote);
    }
}
