// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.keepalive.compat.software.Signals;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection that publishes, and another that consumes. With an argument they use NIO. */
public final class RabbitMq {

    private RabbitMq() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(arguments[0]);
        factory.setPort(Integer.parseInt(arguments[1]));
        if (arguments.length > 2) {
            factory.useNio();
        }
        Connection publishing = factory.newConnection();
        Connection consuming = factory.newConnection();
        Channel publisher = publishing.createChannel();
        Channel consumer = consuming.createChannel();
        consumer.queueDeclare("orders", false, false, false, null);
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        consumer.basicConsume("orders", true, new DefaultConsumer(consumer) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                received.add(new String(body, StandardCharsets.UTF_8));
            }
        });
        publish(publisher, "first");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        Signals.open();
        publish(publisher, "second");
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        consuming.close();
        publishing.close();
    }

    private static void publish(Channel publisher, String text) throws Exception {
        publisher.basicPublish("", "orders", null, text.getBytes(StandardCharsets.UTF_8));
    }
}
