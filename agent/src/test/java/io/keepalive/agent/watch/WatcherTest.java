// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.ConnectionListener;
import io.keepalive.agent.connection.DyingConnections;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class WatcherTest {

    private final DyingConnections connections = new DyingConnections();

    /** Otherwise one that fails in each round would keep all closed ones in memory. */
    @Test
    void aRoundThatFailsRemovesWhatItHasFoundClosed() {
        Connection closed = connections.open(7);
        Connection failing = connections.open(8);
        connections.closeUnseen(closed);
        failing.healthOrCreate().markUnanswered(1);
        failing.healthOrCreate().markSuspect();
        Watcher watcher = new Watcher(
                connections.calls(), null, connections.connections(), failsAtRecovery(), WatchSettings.DEFAULT);
        watcher.round(true);
        watcher.stop();
        assertThat(watcher.failure()).hasMessage("in a test");
        assertThat(connections.connections().at(7)).isNull();
        assertThat(connections.connections().at(8)).isSameAs(failing);
    }

    private static ConnectionListener failsAtRecovery() {
        return (ConnectionListener) Proxy.newProxyInstance(
                ConnectionListener.class.getClassLoader(),
                new Class<?>[] {ConnectionListener.class},
                (listener, method, arguments) -> {
                    if (method.getName().equals("recovered")) {
                        throw new IllegalStateException("in a test");
                    }
                    return null;
                });
    }
}
