// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;

/** One of Netty's transports by its name: nio, epoll or io_uring; that is incubator.io_uring with Netty 4.1. */
final class Transport {

    final EventLoopGroup group;
    final Class<? extends Channel> channel;
    final Class<? extends ServerChannel> serverChannel;

    Transport(String name) throws Exception {
        String channels = channelsOf(name);
        channel = Class.forName(channels + "SocketChannel").asSubclass(Channel.class);
        serverChannel = Class.forName(channels + "ServerSocketChannel").asSubclass(ServerChannel.class);
        group = name.equals("io_uring")
                ? uring()
                : (EventLoopGroup) Class.forName(channels.replace("socket.nio", "nio") + "EventLoopGroup")
                        .getConstructor()
                        .newInstance();
    }

    private static String channelsOf(String name) {
        switch (name) {
            case "nio":
                return "io.netty.channel.socket.nio.Nio";
            case "epoll":
                return "io.netty.channel.epoll.Epoll";
            case "io_uring":
                return "io.netty.channel.uring.IoUring";
            default:
                return "io.netty.incubator.channel.uring.IOUring";
        }
    }

    private static EventLoopGroup uring() throws Exception {
        Object factory = Class.forName("io.netty.channel.uring.IoUringIoHandler")
                .getMethod("newFactory")
                .invoke(null);
        return (EventLoopGroup) Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                .getConstructor(Class.forName("io.netty.channel.IoHandlerFactory"))
                .newInstance(factory);
    }
}
