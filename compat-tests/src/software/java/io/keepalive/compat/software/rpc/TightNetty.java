// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.rpc;

import io.keepalive.compat.software.Signals;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.CharsetUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An application on Netty's native transport that has set keepalive and a user timeout itself: its peer is dead after four
 * seconds, idle or not. With the argument {@code busy} it sends five lines a second.
 */
public final class TightNetty extends SimpleChannelInboundHandler<ByteBuf> {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    private TightNetty() {}

    public static void main(String[] arguments) throws Exception {
        EventLoopGroup group = new EpollEventLoopGroup(1);
        TightNetty reader = new TightNetty();
        Channel channel = new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(EpollChannelOption.TCP_KEEPIDLE, 2)
                .option(EpollChannelOption.TCP_KEEPINTVL, 1)
                .option(EpollChannelOption.TCP_KEEPCNT, 2)
                .option(EpollChannelOption.TCP_USER_TIMEOUT, 4000)
                .handler(reader)
                .connect(arguments[0], Integer.parseInt(arguments[1]))
                .sync()
                .channel();
        reader.say(channel, "first");
        if (arguments.length > 2) {
            group.next().scheduleAtFixedRate(() -> send(channel, "more"), 200, 200, TimeUnit.MILLISECONDS);
        }
        Signals.open();
        reader.say(channel, "second");
        channel.close().sync();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private void say(Channel channel, String line) throws InterruptedException {
        send(channel, line);
        System.out.println(texts.take().trim());
    }

    private static void send(Channel channel, String line) {
        channel.writeAndFlush(Unpooled.copiedBuffer(line + "\n", CharsetUtil.US_ASCII));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        texts.add(message.toString(CharsetUtil.US_ASCII));
    }
}
