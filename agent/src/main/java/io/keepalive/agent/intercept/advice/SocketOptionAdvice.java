package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** {@code setOption} of a {@code SocketImpl}, with a number of {@code SocketOptions} or with a {@code SocketOption}. */
public final class SocketOptionAdvice {

    private SocketOptionAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This SocketImpl socket,
            @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object option) {
        Bridge.optionSet(socket, option);
    }
}
