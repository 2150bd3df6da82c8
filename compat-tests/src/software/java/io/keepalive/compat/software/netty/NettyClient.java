// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** HTTP clients on one of Netty's transports. Argument: the transport. */
public final class NettyClient {

    private static final BlockingQueue<String> ANSWERS = new LinkedBlockingQueue<>();

    private NettyClient() {}

    public static void main(String[] arguments) throws Exception {
        Transport transport = new Transport(arguments[2]);
        Bootstrap bootstrap = new Bootstrap()
                .group(transport.group)
                .channel(transport.channel)
                .handler(new Answers());
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            channels.add(bootstrap
                    .connect(arguments[0], Integer.parseInt(arguments[1]))
                    .sync()
                    .channel());
        }
        get(channels);
        Signals.open();
        get(channels);
        for (Channel channel : channels) {
            channel.close().sync();
        }
        transport.group.shutdownGracefully().sync();
    }

    private static void get(List<Channel> channels) throws InterruptedException {
        for (Channel channel : channels) {
            FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
            request.headers().set(HttpHeaderNames.HOST, "server");
            channel.writeAndFlush(request).sync();
            System.out.println(ANSWERS.poll(60, TimeUnit.SECONDS));
        }
    }

    private static final class Answers extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(10_000), new Answer());
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            ANSWERS.add(response.status() + " " + response.content().toString(StandardCharsets.US_ASCII));
        }
    }
}
