// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.JdkMethods;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.EnumMap;
import java.util.Map;

/**
 * The options that the JDK itself supports on this platform: SO_KEEPALIVE, and the three timings where
 * {@code jdk.net.ExtendedSocketOptions} supports them. No user timeout and no TCP_INFO. The fallback on platforms other
 * than Linux, and on a JDK whose natives have changed.
 */
final class PortableSocketCalls extends DescriptorCalls {

    private static final String NOT_SUPPORTED = "this JDK cannot set it on this platform";

    private final MethodHandle getSocketOption;
    private final MethodHandle setSocketOption;
    private final ProtocolFamily anyFamily;
    private final Map<KeepaliveOption, SocketOption<?>> socketOptions = new EnumMap<>(KeepaliveOption.class);

    PortableSocketCalls() throws ReflectiveOperationException {
        Class<?> net = JdkMethods.jdkClass("sun.nio.ch.Net");
        getSocketOption = JdkMethods.method(
                net, "getSocketOption", FileDescriptor.class, ProtocolFamily.class, SocketOption.class);
        setSocketOption = JdkMethods.method(
                net, "setSocketOption", FileDescriptor.class, ProtocolFamily.class, SocketOption.class, Object.class);
        anyFamily = (ProtocolFamily) JdkMethods.constant(net, "UNSPEC");
        socketOptions.put(KeepaliveOption.ENABLED, StandardSocketOptions.SO_KEEPALIVE);
        addExtended(KeepaliveOption.IDLE, "TCP_KEEPIDLE");
        addExtended(KeepaliveOption.INTERVAL, "TCP_KEEPINTERVAL");
        addExtended(KeepaliveOption.COUNT, "TCP_KEEPCOUNT");
    }

    private void addExtended(KeepaliveOption option, String field) {
        try {
            Class<?> extended = JdkMethods.jdkClass("jdk.net.ExtendedSocketOptions");
            socketOptions.put(option, (SocketOption<?>) extended.getField(field).get(null));
        } catch (ReflectiveOperationException notInThisJdk) {
            socketOptions.remove(option);
        }
    }

    @Override
    public int get(FileDescriptor descriptor, KeepaliveOption option) throws IOException {
        SocketOption<?> name = socketOption(option);
        try {
            Object value = (Object) getSocketOption.invokeExact(descriptor, anyFamily, name);
            return value instanceof Boolean ? ((Boolean) value ? 1 : 0) : (Integer) value;
        } catch (Throwable failure) {
            throw unsupportedOrIoException(failure);
        }
    }

    @Override
    public void set(FileDescriptor descriptor, KeepaliveOption option, int value) throws IOException {
        SocketOption<?> name = socketOption(option);
        Object boxed = option == KeepaliveOption.ENABLED ? (Object) (value != 0) : (Object) value;
        try {
            setSocketOption.invokeExact(descriptor, anyFamily, name, boxed);
        } catch (Throwable failure) {
            throw unsupportedOrIoException(failure);
        }
    }

    /** {@code Net} asserts that it knows an option; a JDK without support fails in one of these two ways. */
    private static IOException unsupportedOrIoException(Throwable failure) {
        return failure instanceof AssertionError || failure instanceof UnsupportedOperationException
                ? new IOException(NOT_SUPPORTED, failure)
                : asIoException(failure);
    }

    private SocketOption<?> socketOption(KeepaliveOption option) throws IOException {
        SocketOption<?> name = socketOptions.get(option);
        if (name == null) {
            throw new IOException(NOT_SUPPORTED);
        }
        return name;
    }

    @Override
    public int longestRetryInterval(FileDescriptor descriptor) throws IOException {
        throw new IOException(NOT_SUPPORTED);
    }

    @Override
    public void setLongestRetryInterval(FileDescriptor descriptor, int millis) throws IOException {
        throw new IOException(NOT_SUPPORTED);
    }

    @Override
    public int tcpInfo(FileDescriptor descriptor) {
        return TcpInfo.NONE;
    }

    @Override
    public boolean hasPendingError(FileDescriptor descriptor) {
        return false;
    }

    @Override
    public boolean isTcp(FileDescriptor descriptor) {
        return number(descriptor) >= 0;
    }

    @Override
    public boolean isListening(FileDescriptor descriptor) {
        return false;
    }

    @Override
    public boolean supportsTcpInfo() {
        return false;
    }

    @Override
    public String description() {
        return "the JDK's own options, which have no user-timeout";
    }
}
