package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.net.Socket;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** {@code Socket.connect(SocketAddress, int)}: the socket is connected when it returns. */
public final class SocketConnectAdvice {

    private SocketConnectAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Socket socket, @Advice.Argument(0) SocketAddress remote) {
        Bridge.connected(socket, remote);
    }
}
