// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static io.keepalive.agent.intercept.MethodPattern.constructor;
import static io.keepalive.agent.intercept.MethodPattern.named;
import static io.keepalive.agent.intercept.Operand.argument;
import static io.keepalive.agent.intercept.Operand.entered;
import static io.keepalive.agent.intercept.Operand.field;
import static io.keepalive.agent.intercept.Operand.result;
import static io.keepalive.agent.intercept.Operand.self;
import static io.keepalive.agent.intercept.Operand.thrown;

import java.util.Arrays;
import java.util.List;

/**
 * The methods of the JDK through which connections open, fail, change and close.
 *
 * <p>Up to Java 12, and on 13 to 17 with {@code -Djdk.net.usePlainSocketImpl}, a Socket uses AbstractPlainSocketImpl
 * and its streams; since 13 it uses NioSocketImpl, which shares SocketDispatcher and Net with the channels (JEP 353).
 * The old classes were removed in 18.
 */
final class JdkHooks {

    private static final String CHANNEL = "sun.nio.ch.SocketChannelImpl";
    private static final String ASYNCHRONOUS = "sun.nio.ch.UnixAsynchronousSocketChannelImpl";
    private static final String DISPATCHER = "sun.nio.ch.SocketDispatcher";
    private static final String NIO_SOCKET = "sun.nio.ch.NioSocketImpl";
    private static final String PLAIN = "java.net.AbstractPlainSocketImpl";

    private static final String DESCRIPTOR = "Ljava/io/FileDescriptor;";
    private static final String ADDRESS = "Ljava/net/SocketAddress;";
    private static final String PROVIDER = "Ljava/nio/channels/spi/SelectorProvider;";
    private static final String SOCKET = "Ljava/net/Socket;";
    private static final String SOCKET_IMPL = "Ljava/net/SocketImpl;";
    private static final String OPTION = "Ljava/net/SocketOption;";
    private static final String ANY_OBJECT = "Ljava/lang/Object;";
    private static final String IO_EXCEPTION = "java/io/IOException";

    private JdkHooks() {}

    static List<Hook> all() {
        return Arrays.asList(
                // Every subclass of Socket and every socket factory calls this method; SOCKS and TLS sockets too.
                Hook.into(
                        "java.net.Socket",
                        "SocketConnect",
                        named("connect").taking("(" + ADDRESS + "I)"),
                        Advice.onReturn(BridgeCall.of("connected", self(SOCKET), argument(0, ADDRESS)))),
                // Final: an accept() that a subclass of ServerSocket overrides must call it. The socket is connected
                // when it returns.
                Hook.into(
                        "java.net.ServerSocket",
                        "ServerSocketAccept",
                        named("implAccept").taking("(" + SOCKET + ")"),
                        Advice.onReturn(BridgeCall.of("accepted", argument(0, SOCKET)))),
                // Returns false while the connect is in progress.
                Hook.into(
                        CHANNEL,
                        "ChannelConnect",
                        named("connect").taking("(" + ADDRESS + ")"),
                        Advice.onReturn(connectedChannel(argument(0, ADDRESS)))),
                // Returns true at every call after the first one, too.
                Hook.into(
                        CHANNEL,
                        "ChannelFinishConnect",
                        named("finishConnect").taking("()"),
                        Advice.onReturn(connectedChannel(field("remoteAddress", ADDRESS)))),
                // Called by a socket adaptor's connect since 13.
                Hook.into(
                                CHANNEL,
                                "ChannelBlockingConnect",
                                named("blockingConnect"),
                                Advice.onReturn(ofChannel("connected", argument(0, ADDRESS))))
                        .in(17, Hook.ONWARDS),
                // A channel with a descriptor is connected already, by accept or by inheritance. (provider, descriptor,
                // remote) up to 15; (provider, family, descriptor, remote) since 16.
                Hook.into(
                        CHANNEL,
                        "ChannelAccept",
                        constructor()
                                .taking(
                                        "(" + PROVIDER + DESCRIPTOR + "Ljava/net/InetSocketAddress;",
                                        "(" + PROVIDER + "Ljava/net/ProtocolFamily;" + DESCRIPTOR),
                        Advice.onReturn(ofChannel("accepted", field("remoteAddress", ADDRESS)))),
                // Called on the thread that called connect.
                Hook.into(
                        ASYNCHRONOUS,
                        "AsynchronousConnecting",
                        named("implConnect"),
                        Advice.atStart(BridgeCall.of("connecting", field("fd", DESCRIPTOR)))),
                // Called on every path that completes a connection; on a thread of the channel's group, where the
                // connection is not completed at once.
                Hook.into(
                        ASYNCHRONOUS,
                        "AsynchronousConnect",
                        named("setConnected"),
                        Advice.onReturn(ofChannel("connected", field("remoteAddress", ADDRESS)))),
                Hook.into(
                        ASYNCHRONOUS,
                        "ChannelAccept",
                        constructor().taking("(Lsun/nio/ch/Port;" + DESCRIPTOR),
                        Advice.onReturn(ofChannel("accepted", field("remoteAddress", ADDRESS)))),
                Hook.into(
                        DISPATCHER,
                        "ReadFailure",
                        named("read", "readv").taking("(" + DESCRIPTOR),
                        failure("readFailed", argument(0, DESCRIPTOR))),
                Hook.into(
                        DISPATCHER,
                        "WriteFailure",
                        named("write", "writev").taking("(" + DESCRIPTOR),
                        failure("writeFailed", argument(0, DESCRIPTOR))),
                // The innermost methods that throw the exception that the application gets: below them a reset is a
                // sun.net.ConnectionResetException, and a timeout in NioSocketImpl is an IOException.
                Hook.into(
                                "java.net.SocketInputStream",
                                "StreamReadFailure",
                                named("read").taking("([BIII)"),
                                failure("readFailed", field("impl", SOCKET_IMPL)))
                        .in(8, 17),
                Hook.into(
                                "java.net.SocketOutputStream",
                                "StreamWriteFailure",
                                named("socketWrite"),
                                failure("writeFailed", field("impl", SOCKET_IMPL)))
                        .in(8, 17),
                Hook.into(
                                NIO_SOCKET,
                                "SocketReadFailure",
                                named("read").taking("([BII)"),
                                failure("readFailed", self(SOCKET_IMPL)))
                        .in(13, Hook.ONWARDS),
                Hook.into(
                                NIO_SOCKET,
                                "SocketWriteFailure",
                                named("write").taking("([BII)"),
                                failure("writeFailed", self(SOCKET_IMPL)))
                        .in(13, Hook.ONWARDS),
                Hook.into(
                        "sun.nio.ch.Net",
                        "ChannelOption",
                        named("setSocketOption").taking("(" + DESCRIPTOR + "Ljava/net/ProtocolFamily;" + OPTION),
                        Advice.onReturn(BridgeCall.of("optionSet", argument(0, DESCRIPTOR), argument(2, ANY_OBJECT)))),
                Hook.into(
                                PLAIN,
                                "SocketOption",
                                named("setOption").taking("(I" + ANY_OBJECT),
                                Advice.onReturn(BridgeCall.of("optionSet", self(SOCKET_IMPL), argument(0, "I"))))
                        .in(8, 17),
                // Timings bypass the method above, and Net: the JDK's ExtendedSocketOptions sets them.
                Hook.into(PLAIN, "SocketOption", named("setOption").taking("(" + OPTION), socketOption())
                        .or("java.net.PlainSocketImpl")
                        .in(8, 17),
                Hook.into(NIO_SOCKET, "SocketOption", named("setOption").taking("(" + OPTION), socketOption())
                        .in(13, Hook.ONWARDS),
                // While another thread uses the socket, and always on Java 8, dup2 puts a marker in the socket's place
                // before the close; from then on the kernel gives no information about the socket. Moved to
                // UnixDispatcher by 21.
                Hook.into(
                                DISPATCHER,
                                "DescriptorClose",
                                named("close", "preClose", "implPreClose").taking("(" + DESCRIPTOR),
                                close(argument(0, DESCRIPTOR)))
                        .or("sun.nio.ch.UnixDispatcher"),
                // The same marker, here in every close.
                Hook.into(
                                PLAIN,
                                "SocketClose",
                                named("socketPreClose", "socketClose").taking("()"),
                                close(field("fd", DESCRIPTOR)))
                        .in(8, 17));
    }

    /** A connect of a channel that returns whether the channel is connected. */
    private static BridgeCall connectedChannel(Operand remote) {
        return BridgeCall.of("connected", result(), field("fd", DESCRIPTOR), field("localAddress", ADDRESS), remote);
    }

    private static BridgeCall ofChannel(String method, Operand remote) {
        return BridgeCall.of(method, field("fd", DESCRIPTOR), field("localAddress", ADDRESS), remote);
    }

    private static Advice failure(String method, Operand socket) {
        return Advice.onThrow(IO_EXCEPTION, BridgeCall.of(method, socket, thrown()));
    }

    private static Advice socketOption() {
        return Advice.onReturn(BridgeCall.of("optionSet", self(SOCKET_IMPL), argument(0, ANY_OBJECT)));
    }

    /** For a method that closes a descriptor, or replaces it by another file, which closes its socket. */
    private static Advice close(Operand descriptor) {
        return Advice.around(BridgeCall.returning("closing", descriptor), BridgeCall.of("closed", entered()));
    }
}
