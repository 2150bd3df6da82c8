package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.io.IOException;
import net.bytebuddy.asm.Advice;

/** Methods that write to the descriptor in their first argument. Free of cost while no exception is thrown. */
public final class WriteFailureAdvice {

    private WriteFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) FileDescriptor descriptor, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.writeFailed(descriptor, thrown);
        }
    }
}
