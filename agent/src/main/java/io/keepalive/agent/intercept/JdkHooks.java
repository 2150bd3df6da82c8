package io.keepalive.agent.intercept;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.keepalive.agent.intercept.advice.AsynchronousConnectAdvice;
import io.keepalive.agent.intercept.advice.AsynchronousConnectingAdvice;
import io.keepalive.agent.intercept.advice.ChannelAcceptAdvice;
import io.keepalive.agent.intercept.advice.ChannelBlockingConnectAdvice;
import io.keepalive.agent.intercept.advice.ChannelConnectAdvice;
import io.keepalive.agent.intercept.advice.ChannelFinishConnectAdvice;
import io.keepalive.agent.intercept.advice.ChannelOptionAdvice;
import io.keepalive.agent.intercept.advice.DescriptorCloseAdvice;
import io.keepalive.agent.intercept.advice.ReadFailureAdvice;
import io.keepalive.agent.intercept.advice.ServerSocketAcceptAdvice;
import io.keepalive.agent.intercept.advice.SocketCloseAdvice;
import io.keepalive.agent.intercept.advice.SocketConnectAdvice;
import io.keepalive.agent.intercept.advice.SocketOptionAdvice;
import io.keepalive.agent.intercept.advice.SocketReadFailureAdvice;
import io.keepalive.agent.intercept.advice.SocketWriteFailureAdvice;
import io.keepalive.agent.intercept.advice.StreamReadFailureAdvice;
import io.keepalive.agent.intercept.advice.StreamWriteFailureAdvice;
import io.keepalive.agent.intercept.advice.WriteFailureAdvice;
import java.io.FileDescriptor;
import java.net.Socket;
import java.net.SocketAddress;
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

    private JdkHooks() {}

    static List<Hook> all() {
        return Arrays.asList(
                // Every subclass of Socket and every socket factory calls this method; SOCKS and TLS sockets too.
                Hook.into(
                        "java.net.Socket",
                        named("connect").and(takesArguments(SocketAddress.class, int.class)),
                        SocketConnectAdvice.class),
                // Final: an accept() that a subclass of ServerSocket overrides must call it.
                Hook.into(
                        "java.net.ServerSocket",
                        named("implAccept").and(takesArguments(Socket.class)),
                        ServerSocketAcceptAdvice.class),
                Hook.into(
                        CHANNEL, named("connect").and(takesArguments(SocketAddress.class)), ChannelConnectAdvice.class),
                Hook.into(CHANNEL, named("finishConnect").and(takesArguments(0)), ChannelFinishConnectAdvice.class),
                // Called by a socket adaptor's connect since 13.
                Hook.into(CHANNEL, named("blockingConnect"), ChannelBlockingConnectAdvice.class)
                        .in(17, Hook.ONWARDS),
                // (provider, descriptor, remote) up to 15; (provider, family, descriptor, remote) since 16.
                Hook.into(
                        CHANNEL,
                        isConstructor()
                                .and(takesArgument(1, FileDescriptor.class)
                                        .and(takesArgument(2, named("java.net.InetSocketAddress")))
                                        .or(takesArgument(2, FileDescriptor.class))),
                        ChannelAcceptAdvice.class),
                Hook.into(ASYNCHRONOUS, named("implConnect"), AsynchronousConnectingAdvice.class),
                // On a thread of the channel's group, where the connection is not completed at once.
                Hook.into(ASYNCHRONOUS, named("setConnected"), AsynchronousConnectAdvice.class),
                Hook.into(
                        ASYNCHRONOUS,
                        isConstructor().and(takesArgument(1, FileDescriptor.class)),
                        ChannelAcceptAdvice.class),
                Hook.into(
                        DISPATCHER,
                        named("read").or(named("readv")).and(takesArgument(0, FileDescriptor.class)),
                        ReadFailureAdvice.class),
                Hook.into(
                        DISPATCHER,
                        named("write").or(named("writev")).and(takesArgument(0, FileDescriptor.class)),
                        WriteFailureAdvice.class),
                // The innermost methods that throw the exception that the application gets: below them a reset is a
                // sun.net.ConnectionResetException, and a timeout in NioSocketImpl is an IOException.
                Hook.into(
                                "java.net.SocketInputStream",
                                named("read").and(takesArguments(byte[].class, int.class, int.class, int.class)),
                                StreamReadFailureAdvice.class)
                        .in(8, 17),
                Hook.into("java.net.SocketOutputStream", named("socketWrite"), StreamWriteFailureAdvice.class)
                        .in(8, 17),
                Hook.into(
                                NIO_SOCKET,
                                named("read").and(takesArguments(byte[].class, int.class, int.class)),
                                SocketReadFailureAdvice.class)
                        .in(13, Hook.ONWARDS),
                Hook.into(
                                NIO_SOCKET,
                                named("write").and(takesArguments(byte[].class, int.class, int.class)),
                                SocketWriteFailureAdvice.class)
                        .in(13, Hook.ONWARDS),
                Hook.into("sun.nio.ch.Net", named("setSocketOption").and(takesArguments(4)), ChannelOptionAdvice.class),
                Hook.into(
                                PLAIN,
                                named("setOption").and(takesArguments(int.class, Object.class)),
                                SocketOptionAdvice.class)
                        .in(8, 17),
                // Timings bypass the method above, and Net: the JDK's ExtendedSocketOptions sets them.
                Hook.into(
                                PLAIN,
                                named("setOption").and(takesArgument(0, named("java.net.SocketOption"))),
                                SocketOptionAdvice.class)
                        .or("java.net.PlainSocketImpl")
                        .in(8, 17),
                Hook.into(
                                NIO_SOCKET,
                                named("setOption").and(takesArgument(0, named("java.net.SocketOption"))),
                                SocketOptionAdvice.class)
                        .in(13, Hook.ONWARDS),
                // While another thread uses the socket, and always on Java 8, dup2 puts a marker in the socket's place
                // before the close; from then on the kernel gives no information about the socket. Moved to
                // UnixDispatcher by 21.
                Hook.into(
                                DISPATCHER,
                                named("close")
                                        .or(named("preClose"))
                                        .or(named("implPreClose"))
                                        .and(takesArgument(0, FileDescriptor.class)),
                                DescriptorCloseAdvice.class)
                        .or("sun.nio.ch.UnixDispatcher"),
                // The same marker, here in every close.
                Hook.into(
                                PLAIN,
                                named("socketPreClose").or(named("socketClose")).and(takesArguments(0)),
                                SocketCloseAdvice.class)
                        .in(8, 17));
    }
}
