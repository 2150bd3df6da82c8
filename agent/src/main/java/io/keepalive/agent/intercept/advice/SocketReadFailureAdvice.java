package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.IOException;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;

/** {@code NioSocketImpl.read}: what a Socket's input stream calls. Costs nothing while nothing is thrown. */
public final class SocketReadFailureAdvice {

    private SocketReadFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.This SocketImpl socket, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.readFailed(socket, thrown);
        }
    }
}
