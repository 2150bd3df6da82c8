package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.IOException;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;

/** {@code NioSocketImpl.read}, called by a Socket's input stream. Free of cost while no exception is thrown. */
public final class SocketReadFailureAdvice {

    private SocketReadFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.This SocketImpl socket, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.readFailed(socket, thrown);
        }
    }
}
