// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.JdkMethods;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * Channels of the JDK's own provider. {@code SelectorProvider.provider()} is not called, because that fixes the default
 * provider before the application may have chosen one.
 */
final class JdkChannels {

    private final SelectorProvider provider;
    private final MethodHandle number;
    private final DescriptorNumbers descriptors = DescriptorNumbers.ofThisJdk();

    /** @throws ReflectiveOperationException where sun.nio.ch is not open, or has changed */
    JdkChannels() throws ReflectiveOperationException {
        provider = providerOfTheJdk();
        number = JdkMethods.method(JdkMethods.jdkClass("sun.nio.ch.SelChImpl"), "getFDVal")
                .asType(MethodType.methodType(int.class, SelectableChannel.class));
    }

    private static SelectorProvider providerOfTheJdk() throws ReflectiveOperationException {
        Class<?> jdks = JdkMethods.jdkClass("sun.nio.ch.DefaultSelectorProvider");
        try {
            return (SelectorProvider) getter(jdks).invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new ReflectiveOperationException(failure);
        }
    }

    /** Java 8 and 11 create a new provider at each call. */
    private static MethodHandle getter(Class<?> jdks) throws ReflectiveOperationException {
        try {
            return JdkMethods.method(jdks, "get");
        } catch (NoSuchMethodException olderJdk) {
            return JdkMethods.method(jdks, "create");
        }
    }

    SelectorProvider provider() {
        return provider;
    }

    /** The inode of one of the provider's channels; {@link SocketCalls#NO_SOCKET} where this platform gives none. */
    long inode(SelectableChannel channel) throws IOException {
        try {
            return descriptors.inode((int) number.invokeExact(channel));
        } catch (Throwable failure) {
            throw DescriptorCalls.asIoException(failure);
        }
    }
}
