// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.thread.DaemonThreads;

/** Takes back the busy timeouts at the end of the JVM, unless it is removed. */
final class ExitHook implements Runnable {

    private final Connections connections;
    private final Thread hook;

    private ExitHook(Connections connections) {
        this.connections = connections;
        this.hook = DaemonThreads.create("keepalive-exit", this);
    }

    /** Registers the hook. Has no effect if the JVM is ending already. */
    static ExitHook register(Connections connections) {
        ExitHook exitHook = new ExitHook(connections);
        try {
            Runtime.getRuntime().addShutdownHook(exitHook.hook);
        } catch (IllegalStateException endingAlready) {
            return exitHook;
        }
        return exitHook;
    }

    /** On the hook's thread. What it throws is dropped: nobody reads a report of the end. */
    @Override
    public void run() {
        try {
            connections.endBusyTimeouts();
        } catch (RuntimeException | Error dropped) {
            return;
        }
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            return;
        }
    }
}
