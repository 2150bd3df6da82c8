package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.IOException;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;

/** {@code SocketInputStream.read}, which has its socket in a field. */
public final class StreamReadFailureAdvice {

    private StreamReadFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.FieldValue("impl") SocketImpl socket, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.readFailed(socket, thrown);
        }
    }
}
