package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import java.io.IOException;
import net.bytebuddy.asm.Advice;

/** A method that writes to the descriptor in its first argument. Costs nothing while nothing is thrown. */
public final class WriteFailureAdvice {

    private WriteFailureAdvice() {}

    @Advice.OnMethodExit(onThrowable = IOException.class, suppress = Throwable.class)
    static void exit(@Advice.Argument(0) FileDescriptor descriptor, @Advice.Thrown Throwable thrown) {
        if (thrown != null) {
            Bridge.writeFailed(descriptor, thrown);
        }
    }
}
