// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;

/** A broker of ActiveMQ Classic that keeps its messages in memory. */
public final class ActiveMqBroker {

    private ActiveMqBroker() {}

    public static void main(String[] arguments) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        TransportConnector connector = broker.addConnector("tcp://" + arguments[0] + ":0");
        broker.start();
        broker.waitUntilStarted();
        Signals.listening(connector.getConnectUri().getPort());
        Signals.open();
        broker.stop();
    }
}
