package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.IOException;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;

/** {@code NioSocketImpl.write}, called by a Socket's output stream. Free of cost while no exception is thrown. */
public final class SocketWriteFailureAdvice {

    private SocketWriteFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.This SocketImpl socket, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.writeFailed(socket, thrown);
        }
    }
}
