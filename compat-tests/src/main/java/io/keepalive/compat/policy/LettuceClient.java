// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.policy;

import io.keepalive.compat.application.StandardInput;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;

/**
 * A connection of Lettuce on Netty's epoll transport. Arguments: the options that Lettuce sets itself: idle and
 * interval in seconds, count, user timeout in milliseconds, 0 for none. Opens it on the line {@code HOST PORT} on
 * standard input, and pings on each further line. Prints {@code lost} when Lettuce has detected its end.
 */
public final class LettuceClient {

    private LettuceClient() {}

    public static void main(String[] arguments) throws Exception {
        String[] peer = StandardInput.nextLine().split(" ");
        RedisClient client = RedisClient.create(RedisURI.create(peer[0], Integer.parseInt(peer[1])));
        client.setOptions(ClientOptions.builder()
                .socketOptions(socketOptions(arguments))
                .autoReconnect(false)
                .build());
        client.addListener(new Losses());
        StatefulRedisConnection<String, String> connection = client.connect();
        System.out.println("ready");
        while (StandardInput.nextLine() != null) {
            connection.async().ping();
        }
        System.exit(0);
    }

    private static SocketOptions socketOptions(String[] arguments) {
        SocketOptions.Builder options = SocketOptions.builder()
                .keepAlive(KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(Long.parseLong(arguments[0])))
                        .interval(Duration.ofSeconds(Long.parseLong(arguments[1])))
                        .count(Integer.parseInt(arguments[2]))
                        .build());
        Duration userTimeout = Duration.ofMillis(Long.parseLong(arguments[3]));
        if (!userTimeout.isZero()) {
            options.tcpUserTimeout(TcpUserTimeoutOptions.builder()
                    .enable()
                    .tcpUserTimeout(userTimeout)
                    .build());
        }
        return options.build();
    }

    private static final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            System.out.println("lost");
        }
    }
}
