package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.net.Socket;
import net.bytebuddy.asm.Advice;

/** {@code ServerSocket.implAccept(Socket)}: its argument is the accepted socket when it returns. */
public final class ServerSocketAcceptAdvice {

    private ServerSocketAcceptAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Socket socket) {
        Bridge.accepted(socket);
    }
}
