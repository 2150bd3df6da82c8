// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Keepalive set by an application through the public API of the JDK, with the defaults of the agent. The timings exist
 * on 11 and later and, under another name, on 8 since 8u272.
 */
final class ByHand {

    private static final int IDLE_SECONDS = 60;
    private static final int INTERVAL_SECONDS = 10;
    private static final int COUNT = 3;

    private static final SocketOption<Integer> IDLE = option("TCP_KEEPIDLE");
    private static final SocketOption<Integer> INTERVAL = option("TCP_KEEPINTERVAL");
    private static final SocketOption<Integer> PROBES = option("TCP_KEEPCOUNT");
    private static final MethodHandle SET_OPTION = setOption();

    private ByHand() {}

    static void tune(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        set(socket, IDLE, IDLE_SECONDS);
        set(socket, INTERVAL, INTERVAL_SECONDS);
        set(socket, PROBES, COUNT);
    }

    static void tune(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        channel.setOption(IDLE, IDLE_SECONDS);
        channel.setOption(INTERVAL, INTERVAL_SECONDS);
        channel.setOption(PROBES, COUNT);
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        try {
            SET_OPTION.invokeExact(socket, (SocketOption<?>) option, (Object) value);
        } catch (IOException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("unchecked")
    private static SocketOption<Integer> option(String name) {
        try {
            return (SocketOption<Integer>) Class.forName("jdk.net.ExtendedSocketOptions")
                    .getField(name)
                    .get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this JDK's public API does not offer " + name, missing);
        }
    }

    private static MethodHandle setOption() {
        try {
            return type(MethodHandles.publicLookup()
                    .findVirtual(
                            Socket.class,
                            "setOption",
                            MethodType.methodType(Socket.class, SocketOption.class, Object.class)));
        } catch (ReflectiveOperationException before9) {
            return setOptionOf8();
        }
    }

    private static MethodHandle setOptionOf8() {
        try {
            return type(MethodHandles.publicLookup()
                    .findStatic(
                            Class.forName("jdk.net.Sockets"),
                            "setOption",
                            MethodType.methodType(void.class, Socket.class, SocketOption.class, Object.class)));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static MethodHandle type(MethodHandle handle) {
        return handle.asType(MethodType.methodType(void.class, Socket.class, SocketOption.class, Object.class));
    }
}
