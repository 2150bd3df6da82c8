package io.keepalive.agent.intercept.advice;

import io.keepalive.agent.bridge.Bridge;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code Net.setSocketOption(FileDescriptor, ProtocolFamily, SocketOption, Object)}. */
public final class ChannelOptionAdvice {

    private ChannelOptionAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) FileDescriptor descriptor, @Advice.Argument(2) Object option) {
        Bridge.optionSet(descriptor, option);
    }
}
