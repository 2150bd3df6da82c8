// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPubSub;

/** A pool with one connection, and a subscriber whose thread reads. */
public final class JedisPoolAndSubscriber {

    private JedisPoolAndSubscriber() {}

    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        JedisPubSub subscription = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int number) {
                received.add("subscribed to " + channel);
            }

            @Override
            public void onMessage(String channel, String message) {
                received.add(message);
            }
        };
        Jedis subscriber = new Jedis(arguments[0], Integer.parseInt(arguments[1]));
        Thread reader = new Thread(() -> subscriber.subscribe(subscription, "orders"));
        reader.start();
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        try (JedisPool pool = new JedisPool(arguments[0], Integer.parseInt(arguments[1]))) {
            publish(pool, "first");
            System.out.println(received.poll(20, TimeUnit.SECONDS));
            Signals.open();
            publish(pool, "second");
            System.out.println(received.poll(20, TimeUnit.SECONDS));
        }
        subscription.unsubscribe();
        reader.join();
        subscriber.close();
    }

    private static void publish(JedisPool pool, String message) {
        try (Jedis jedis = pool.getResource()) {
            jedis.publish("orders", message);
        }
    }
}
