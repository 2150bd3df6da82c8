// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A producer with connections to the server that it was told and to the topic's leader, and a consumer that polls in a
 * thread and has these and one to the group's coordinator.
 */
public final class KafkaConsumerAndProducer {

    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();
    private static volatile boolean ends;

    private KafkaConsumerAndProducer() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", arguments[0] + ":" + arguments[1]);
        settings.put("group.id", "clerks");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            send(producer, "first");
            Thread poller = new Thread(() -> poll(settings));
            poller.start();
            System.out.println(RECEIVED.poll(60, TimeUnit.SECONDS));
            send(producer, "second");
            System.out.println(RECEIVED.poll(60, TimeUnit.SECONDS));
            Signals.open();
            send(producer, "third");
            System.out.println(RECEIVED.poll(60, TimeUnit.SECONDS));
            ends = true;
            poller.join();
        }
    }

    private static void send(KafkaProducer<String, String> producer, String text) throws Exception {
        producer.send(new ProducerRecord<>("orders", "key", text)).get();
    }

    private static void poll(Map<String, Object> settings) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Collections.singleton("orders"));
            while (!ends) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
                    RECEIVED.add(each.value());
                }
            }
        }
    }
}
