// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A connection that publishes, and a subscriber. The transport is that of Netty whose libraries are there and that the
 * system properties of Lettuce do not switch off; an argument names it.
 */
public final class Lettuce {

    private Lettuce() {}

    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        RedisClient client = RedisClient.create("redis://" + arguments[0] + ":" + arguments[1]);
        StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub();
        subscriber.addListener(new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
                received.add(message);
            }
        });
        subscriber.sync().subscribe("orders");
        StatefulRedisConnection<String, String> publisher = client.connect();
        publisher.sync().publish("orders", "first");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        System.out.println(usesTransport(arguments[2]) ? arguments[2] : "another transport than " + arguments[2]);
        Signals.open();
        publisher.sync().publish("orders", "second");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        client.shutdown();
    }

    /** Lettuce gives the threads of its event loops the transport's name. */
    private static boolean usesTransport(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("lettuce-" + name + "EventLoop"));
    }
}
