// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.fault.PartHealth;

/** The watcher as a part of the agent. While it is out of service, no busy timeout stays armed that it could not take back. */
final class WatcherHealth extends PartHealth {

    /** Rounds in a row that fail. */
    private static final int LIMIT = 5;

    private final Connections connections;

    WatcherHealth(Connections connections) {
        super(
                "the watcher",
                "busy timeouts are taken back, and suspect, stalled and idle dead peers are not found; hooks, reports"
                        + " and the keepalive of open connections go on",
                LIMIT);
        this.connections = connections;
    }

    @Override
    protected void wentOut() {
        try {
            connections.suspendBusyTimeouts();
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    @Override
    protected void cameBack() {
        connections.resumeBusyTimeouts();
    }
}
