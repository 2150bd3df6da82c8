// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.util.stream.Stream;

/** Clients of message brokers. */
class MessagingIT extends SoftwareTest {

    private static final String KIND = "Messaging";
    private static final String PROGRAMS = "io.keepalive.compat.software.messaging.";
    private static final String JMS = PROGRAMS + "Jms";
    private static final String JAKARTA_MESSAGING = PROGRAMS + "JakartaMessaging";
    private static final String NO_LOGGING = "org.slf4j:slf4j-nop:1.7.36";
    private static final String NO_LOGGING_2 = "org.slf4j:slf4j-nop:2.0.17";
    private static final String[] BUSY = {"keepalive_timeout", "retransmission_timeout"};
    private static final Server KAFKA =
            ServerProgram.of(PROGRAMS + "KafkaBroker", 17, NO_LOGGING, "org.apache.kafka:kafka_2.13:4.1.2");
    private static final Server AMQP = ServerProgram.of(
            PROGRAMS + "QpidBroker",
            17,
            NO_LOGGING_2,
            "org.apache.qpid:qpid-broker-core:9.2.0",
            "org.apache.qpid:qpid-broker-plugins-amqp-0-8-protocol:9.2.0",
            "org.apache.qpid:qpid-broker-plugins-memory-store:9.2.0");
    private static final Server ARTEMIS =
            ServerProgram.of(PROGRAMS + "ArtemisBroker", 17, NO_LOGGING_2, "org.apache.activemq:artemis-server:2.40.0");

    static Stream<SoftwareOnJava> software() {
        return Stream.of(
                        kafka("2.8.2").on(8),
                        kafka("3.9.1").on(11),
                        kafka("4.1.2").on(17, 25),
                        rabbitMq("4.12.0", DebianServer.RABBITMQ).on(8),
                        rabbitMq("5.28.0", AMQP).on(17),
                        rabbitMq("5.37.1", DebianServer.RABBITMQ).on(17, 25),
                        rabbitMqOnNio("5.37.1").on(21),
                        activeMq("5.15.16", 8, JMS).on(8),
                        activeMq("5.18.7", 17, JMS).on(17),
                        activeMq("6.3.1", 17, JAKARTA_MESSAGING).on(17, 25),
                        artemis("2.19.1", false).on(8),
                        artemis("2.40.0", false).on(17),
                        artemis("2.40.0", true).on(25))
                .flatMap(each -> each);
    }

    static Stream<SoftwareOnJava> withDeadPeer() {
        return Stream.of(
                        kafka("4.1.2").on(17),
                        rabbitMq("5.37.1", DebianServer.RABBITMQ).on(17),
                        activeMq("5.15.16", 8, JMS).on(8),
                        activeMq("6.3.1", 17, JAKARTA_MESSAGING).on(17))
                .flatMap(each -> each);
    }

    /** The client fetches all the time on one of its connections, and the group's heartbeats are on another. */
    private static Software kafka(String version) {
        return Software.of(KIND, "Kafka consumer and producer", version, PROGRAMS + "KafkaConsumerAndProducer")
                .with("org.apache.kafka:kafka-clients:VERSION", NO_LOGGING)
                .connectingTo(KAFKA)
                .connections(5)
                .dyingOf(BUSY);
    }

    /** Heartbeats are on its connections. */
    private static Software rabbitMq(String version, Server broker) {
        boolean isOther = broker == AMQP;
        return Software.of(KIND, "RabbitMQ client" + (isOther ? " at Qpid" : ""), version, PROGRAMS + "RabbitMq")
                .with("com.rabbitmq:amqp-client:VERSION", NO_LOGGING)
                .connectingTo(broker)
                .connections(2)
                .dyingOf(BUSY);
    }

    private static Software rabbitMqOnNio(String version) {
        return Software.of(KIND, "RabbitMQ client on NIO", version, PROGRAMS + "RabbitMq")
                .with("com.rabbitmq:amqp-client:VERSION", NO_LOGGING)
                .connectingTo(DebianServer.RABBITMQ)
                .connections(2)
                .arguments("nio");
    }

    /** Both ends send a command when they have sent nothing for a while. */
    private static Software activeMq(String version, int brokersJava, String program) {
        Server broker = ServerProgram.of(
                PROGRAMS + "ActiveMqBroker", brokersJava, NO_LOGGING, "org.apache.activemq:activemq-broker:" + version);
        return Software.of(KIND, "ActiveMQ Classic", version, program)
                .with("org.apache.activemq:activemq-client:VERSION", NO_LOGGING)
                .connectingTo(broker)
                .connections(2)
                .arguments("org.apache.activemq.ActiveMQConnectionFactory", "")
                .dyingOf(BUSY);
    }

    private static Software artemis(String version, boolean onEpoll) {
        boolean isOld = version.compareTo("2.2") < 0;
        String client = isOld ? "artemis-jms-client" : "artemis-jakarta-client";
        return Software.of(
                        KIND, onEpoll ? "Artemis on epoll" : "Artemis on NIO", version, isOld ? JMS : JAKARTA_MESSAGING)
                .with("org.apache.activemq:" + client + ":VERSION", NO_LOGGING)
                .connectingTo(ARTEMIS)
                .connections(2)
                .arguments("org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory", "?useEpoll=" + onEpoll);
    }
}
