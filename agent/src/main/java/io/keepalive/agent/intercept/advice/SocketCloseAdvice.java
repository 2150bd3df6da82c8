package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/**
 * {@code socketPreClose} and {@code socketClose} of {@code AbstractPlainSocketImpl}, which has its descriptor in a
 * field.
 */
public final class SocketCloseAdvice {

    private SocketCloseAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("fd") FileDescriptor descriptor) {
        return Bridge.closing(descriptor);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object closing) {
        if (closing != null) {
            Bridge.closed(closing);
        }
    }
}
