// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.stores;

import io.keepalive.compat.software.Signals;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** A pool with three connections, and a subscriber. */
public final class Redisson {

    private Redisson() {}

    public static void main(String[] arguments) throws Exception {
        Config config = new Config();
        config.useSingleServer()
                .setAddress("redis://" + arguments[0] + ":" + arguments[1])
                .setConnectionMinimumIdleSize(3)
                .setConnectionPoolSize(3)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1);
        RedissonClient client = org.redisson.Redisson.create(config);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        RTopic topic = client.getTopic("orders");
        topic.addListener(String.class, (channel, message) -> received.add(message));
        topic.publish("first");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        Signals.open();
        topic.publish("second");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        client.shutdown();
    }
}
