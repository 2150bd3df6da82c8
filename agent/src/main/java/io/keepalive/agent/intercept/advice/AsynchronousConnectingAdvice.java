package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code UnixAsynchronousSocketChannelImpl.implConnect}: called on the thread that called connect. */
public final class AsynchronousConnectingAdvice {

    private AsynchronousConnectingAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") FileDescriptor descriptor) {
        Bridge.connecting(descriptor);
    }
}
