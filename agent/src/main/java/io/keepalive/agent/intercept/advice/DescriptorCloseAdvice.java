package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/**
 * Methods that close the descriptor in their first argument, or replace it by another file, which closes its socket.
 */
public final class DescriptorCloseAdvice {

    private DescriptorCloseAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) FileDescriptor descriptor) {
        return Bridge.closing(descriptor);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object closing) {
        if (closing != null) {
            Bridge.closed(closing);
        }
    }
}
