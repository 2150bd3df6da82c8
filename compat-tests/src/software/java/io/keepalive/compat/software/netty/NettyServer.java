// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.netty;

import io.keepalive.compat.software.Signals;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An HTTP server on one of Netty's transports. Argument: the transport. */
public final class NettyServer {

    private NettyServer() {}

    public static void main(String[] arguments) throws Exception {
        Transport transport = new Transport(arguments[1]);
        Channel server = new ServerBootstrap()
                .group(transport.group)
                .channel(transport.serverChannel)
                .childHandler(new Pages())
                .bind(arguments[0], 0)
                .sync()
                .channel();
        Signals.listening(((InetSocketAddress) server.localAddress()).getPort());
        Signals.open();
        server.close().sync();
        transport.group.shutdownGracefully().sync();
    }

    private static final class Pages extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(10_000), new Page());
        }
    }

    private static final class Page extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    Unpooled.copiedBuffer("a page", StandardCharsets.US_ASCII));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            context.writeAndFlush(response);
        }
    }
}
