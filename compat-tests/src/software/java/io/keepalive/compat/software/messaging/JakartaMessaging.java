// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A connection with a producer, and another with a consumer, by the interfaces of Jakarta Messaging. More arguments: the connection
 * factory's class, and what is added to the URL.
 */
public final class JakartaMessaging {

    private JakartaMessaging() {}

    public static void main(String[] arguments) throws Exception {
        String url = "tcp://" + arguments[0] + ":" + arguments[1] + arguments[3];
        ConnectionFactory factory = (ConnectionFactory)
                Class.forName(arguments[2]).getConstructor(String.class).newInstance(url);
        Connection sending = factory.createConnection();
        Connection receiving = factory.createConnection();
        Session sender = sending.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Session receiver = receiving.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = sender.createQueue("orders");
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        receiver.createConsumer(queue).setMessageListener(message -> {
            try {
                received.add(((TextMessage) message).getText());
            } catch (JMSException failed) {
                received.add(failed.toString());
            }
        });
        sending.start();
        receiving.start();
        sender.createProducer(queue).send(sender.createTextMessage("first"));
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        Signals.open();
        sender.createProducer(queue).send(sender.createTextMessage("second"));
        System.out.println(received.poll(20, TimeUnit.SECONDS));
        receiving.close();
        sending.close();
        if (factory instanceof AutoCloseable) {
            ((AutoCloseable) factory).close();
        }
    }
}
