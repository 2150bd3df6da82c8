// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.messaging;

import io.keepalive.compat.software.Signals;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis broker that keeps its messages in memory. */
public final class ArtemisBroker {

    private ArtemisBroker() {}

    public static void main(String[] arguments) throws Exception {
        int port = FreePort.at(arguments[0]);
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://" + arguments[0] + ":" + port + "?protocols=CORE");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        Signals.listening(port);
        Signals.open();
        broker.stop();
    }
}
