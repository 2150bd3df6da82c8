// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.MessageFile;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.ConnectionField;
import io.keepalive.agent.text.EnumWord;
import io.keepalive.agent.thread.DaemonThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes replies with the open connections: one, or one per interval from its own thread, until the command line stops
 * reading them. Every attach leaves some memory in use in the JVM, so {@code --watch} attaches once and not every
 * second.
 */
final class ConnectionsPublisher implements Runnable {

    /** A command line that has read no reply for so long is considered gone. */
    private static final long TIMEOUT_MILLIS = 20_000;

    private static final Map<ConnectionsPublisher, Thread> RUNNING = new ConcurrentHashMap<>();

    private final AgentControl control;
    private final MessageFile messages;
    private final String version;
    private long everyMillis;
    private volatile boolean stopped;

    ConnectionsPublisher(AgentControl control, MessageFile messages, String version) {
        this.control = control;
        this.messages = messages;
        this.version = version;
    }

    /** Starts writing a reply per interval, once the one before has been read. Closes the file at the end. */
    void start(long millis) {
        everyMillis = millis;
        Thread thread = DaemonThreads.create("keepalive-publisher", this);
        RUNNING.put(this, thread);
        thread.start();
    }

    /** Stops all threads of publishers, because the agent stops. */
    static void stopAll() throws InterruptedException {
        for (Map.Entry<ConnectionsPublisher, Thread> running : RUNNING.entrySet()) {
            running.getKey().stopped = true;
            running.getValue().interrupt();
            running.getValue().join();
        }
    }

    /** Closes the files of all publishers before a checkpoint of the JVM; their command lines end. */
    static void closeAll() {
        try {
            stopAll();
        } catch (InterruptedException dropped) {
            // Nothing interrupts the agent's own thread on purpose.
        }
    }

    @Override
    public void run() {
        try {
            for (long waited = 0; waited < TIMEOUT_MILLIS && !stopped; waited += everyMillis) {
                awaitInterval();
                if (hasReplied()) {
                    waited = 0;
                }
            }
        } catch (IOException unusable) {
            // There is no other way to reach the command line.
        } finally {
            RUNNING.remove(this);
            close();
        }
    }

    /** Waits for the next interval; an interrupt ends the wait. */
    private void awaitInterval() {
        try {
            Thread.sleep(everyMillis);
        } catch (InterruptedException perhapsStopped) {
            // The loop checks.
        }
    }

    private boolean hasReplied() throws IOException {
        try {
            boolean isRead = !stopped && messages.isReplyRead();
            if (isRead) {
                messages.write(now());
            }
            return isRead;
        } catch (OutOfMemoryError forNow) {
            return false;
        }
    }

    private void close() {
        try {
            messages.close();
        } catch (IOException stillOpen) {
            // It is closed when it is collected.
        }
    }

    /** A reply with the connections that are open now. */
    Reply now() {
        Reply reply = new Reply(ReplyStatus.DONE, version);
        control.connections().forEach(connection -> reply.addEntry(fields(connection)));
        return reply;
    }

    private static Fields fields(ConnectionSnapshot connection) {
        KeepaliveSettings settings = connection.settings();
        return new Fields()
                .with(ConnectionField.ID, connection.id())
                .with(ConnectionField.DIRECTION, EnumWord.of(connection.direction()))
                .with("network.local.address", Addresses.host(connection.local()))
                .with("network.local.port", port(connection.local()))
                .with("network.peer.address", Addresses.host(connection.peer()))
                .with("network.peer.port", port(connection.peer()))
                .with(ConnectionField.PEER_HOST, connection.peerHost())
                .with(ConnectionField.RULE, connection.rule())
                .with(ConnectionField.MODE, EnumWord.of(connection.mode()))
                .with(ConnectionField.STATE, EnumWord.of(connection.state()))
                .with(ConnectionField.KEEPALIVE_ENABLED, settings.enabled() == 1)
                .with(ConnectionField.KEEPALIVE_IDLE, settings.idleSeconds())
                .with(ConnectionField.KEEPALIVE_INTERVAL, settings.intervalSeconds())
                .with(ConnectionField.KEEPALIVE_COUNT, settings.count())
                .with(ConnectionField.USER_TIMEOUT, settings.userTimeoutMillis())
                .with(ConnectionField.USER_TIMEOUT_ARMED, connection.isUserTimeoutArmed())
                .with(ConnectionField.BUSY_TIMEOUT, connection.busyTimeoutMillis())
                .with(ConnectionField.PROBES, connection.probes())
                .with(ConnectionField.RETRANSMITS, connection.retransmits())
                .with(ConnectionField.AGE, connection.ageMillis())
                .with(ConnectionField.VIA, EnumWord.of(connection.via()))
                .with(ConnectionField.OPENED_THREAD, connection.openedByThread())
                .with(ConnectionField.OPENED_AT, connection.openedAt());
    }

    private static Integer port(InetSocketAddress address) {
        return address == null ? null : Integer.valueOf(address.getPort());
    }
}
