// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client with Netty's native sockets. Arguments: epoll or io_uring, and optionally an address to listen on. Prints
 * {@code listening PORT} or {@code listening nowhere}, and a line for each end of a connection.
 *
 * <p>Commands: {@code connect HOST PORT [NAME [OPTION=VALUE]...]}, with options that native code sets before
 * connecting: SO_KEEPALIVE, and with epoll also TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT, TCP_USER_TIMEOUT; {@code
 * close} closes every connection; {@code replace HOST PORT} does both, so that the new connection gets the descriptor
 * number of an old one; {@code write} sends one byte on every connection.
 */
public final class NativeTransport {

    private final MultiThreadIoEventLoopGroup loops;
    private final Class<? extends ServerChannel> servers;
    private final Class<? extends Channel> clients;
    private final Queue<Channel> connections = new ConcurrentLinkedQueue<>();

    private NativeTransport(
            IoHandlerFactory transport, Class<? extends ServerChannel> servers, Class<? extends Channel> clients) {
        this.loops = new MultiThreadIoEventLoopGroup(1, transport);
        this.servers = servers;
        this.clients = clients;
    }

    public static void main(String[] arguments) throws Exception {
        NativeTransport transport = named(arguments[0]);
        System.out.println("listening " + (arguments.length > 1 ? transport.listen(arguments[1]) : "nowhere"));
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            transport.perform(line.split(" "));
            System.out.println("done " + line);
        }
        System.exit(0);
    }

    private static NativeTransport named(String name) {
        return name.equals("epoll")
                ? new NativeTransport(
                        EpollIoHandler.newFactory(), EpollServerSocketChannel.class, EpollSocketChannel.class)
                : new NativeTransport(
                        IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class, IoUringSocketChannel.class);
    }

    private int listen(String address) throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(servers)
                .childHandler(new Acceptance())
                .bind(new InetSocketAddress(address, 0))
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private void perform(String[] command) throws InterruptedException {
        if (command[0].equals("write")) {
            connections.forEach(channel -> channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])));
            return;
        }
        if (!command[0].equals("connect")) {
            closeAll();
        }
        if (command.length >= 3) {
            connect(command);
        }
    }

    private void closeAll() throws InterruptedException {
        for (Channel channel = connections.poll(); channel != null; channel = connections.poll()) {
            channel.close().sync();
        }
    }

    private void connect(String[] command) throws InterruptedException {
        Bootstrap client = new Bootstrap().group(loops).channel(clients).handler(new Silent());
        for (int i = 4; i < command.length; i++) {
            setOption(client, command[i].split("="));
        }
        InetSocketAddress peer = new InetSocketAddress(command[1], Integer.parseInt(command[2]));
        keep(client.connect(peer).sync().channel(), command.length > 3 ? command[3] : "native", "connect");
    }

    private static void setOption(Bootstrap client, String[] option) {
        if (option[0].equals("SO_KEEPALIVE")) {
            client.option(ChannelOption.SO_KEEPALIVE, Boolean.valueOf(option[1]));
        } else {
            client.option(
                    ChannelOption.<Integer>valueOf(EpollChannelOption.class, option[0]), Integer.valueOf(option[1]));
        }
    }

    private void keep(Channel channel, String name, String role) {
        connections.add(channel);
        int local = ((InetSocketAddress) channel.localAddress()).getPort();
        int peer = ((InetSocketAddress) channel.remoteAddress()).getPort();
        System.out.println("connection " + name + " " + role + " " + local + " " + peer);
    }

    private final class Acceptance extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel accepted) {
            keep(accepted, "native", "accept");
        }
    }

    /** Closes the connection on an exception; without a handler Netty logs first. */
    private static final class Silent extends ChannelHandlerAdapter {

        @Override
        @Deprecated
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            System.out.println("failed " + failure.getMessage());
        }
    }
}
