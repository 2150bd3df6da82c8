package io.keepalive.agent.startup;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.MessageFile;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.management.AgentControl;
import io.keepalive.agent.management.ConnectionSnapshot;
import io.keepalive.agent.text.Addresses;
import io.keepalive.agent.text.EnumWord;
import io.keepalive.agent.thread.DaemonThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open connections as the command line sees them: once, or again and again, on a thread of its own, for as long as
 * somebody looks on. Each attaching leaves something behind in a JVM, so looking on takes one and not one a second.
 */
final class ConnectionsPublisher implements Runnable {

    /** Whoever has taken no reply for so long looks on no more. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final Map<ConnectionsPublisher, Thread> LIVE = new ConcurrentHashMap<>();

    private final AgentControl control;
    private final MessageFile letter;
    private final String version;
    private long everyMillis;
    private volatile boolean over;

    ConnectionsPublisher(AgentControl control, MessageFile letter, String version) {
        this.control = control;
        this.letter = letter;
        this.version = version;
    }

    /** Writes the reply anew every so often, once the one before has been taken, and closes the letter in the end. */
    void repeat(long millis) {
        everyMillis = millis;
        Thread thread = DaemonThreads.create("keepalive-view", this);
        LIVE.put(this, thread);
        thread.start();
    }

    /** Ends those who look on, since the agent ends. */
    static void endAll() throws InterruptedException {
        for (Map.Entry<ConnectionsPublisher, Thread> live : LIVE.entrySet()) {
            live.getKey().over = true;
            live.getValue().interrupt();
            live.getValue().join();
        }
    }

    @Override
    public void run() {
        try {
            for (long waited = 0; waited < PATIENCE_MILLIS && !over; waited += everyMillis) {
                await();
                if (isAnswered()) {
                    waited = 0;
                }
            }
        } catch (IOException nobodyLooksOn) {
            // Then there is nobody to tell.
        } finally {
            LIVE.remove(this);
            close();
        }
    }

    /** Until it is time for the next reply, or whoever interrupts shortens that. */
    private void await() {
        try {
            Thread.sleep(everyMillis);
        } catch (InterruptedException perhapsOver) {
            // Where it is, the loop ends.
        }
    }

    private boolean isAnswered() throws IOException {
        try {
            boolean taken = !over && letter.isTaken();
            if (taken) {
                letter.answer(now());
            }
            return taken;
        } catch (OutOfMemoryError forNow) {
            return false;
        }
    }

    private void close() {
        try {
            letter.close();
        } catch (IOException stillOpen) {
            // It is closed when it is collected.
        }
    }

    /** As they are at this moment. */
    Reply now() {
        Reply reply = new Reply(ReplyStatus.DONE, version);
        control.connections().forEach(connection -> reply.add(record(connection)));
        return reply;
    }

    private static Fields record(ConnectionSnapshot connection) {
        KeepaliveSettings settings = connection.settings();
        return new Fields()
                .with("connection.id", connection.id())
                .with("direction", EnumWord.of(connection.direction()))
                .with("network.local.address", Addresses.host(connection.local()))
                .with("network.local.port", port(connection.local()))
                .with("network.peer.address", Addresses.host(connection.peer()))
                .with("network.peer.port", port(connection.peer()))
                .with("peer.host", connection.peerHost())
                .with("rule", connection.rule())
                .with("mode", EnumWord.of(connection.mode()))
                .with("state", EnumWord.of(connection.state()))
                .with("keepalive.enabled", settings.enabled() == 1)
                .with("keepalive.idle.s", settings.idleSeconds())
                .with("keepalive.interval.s", settings.intervalSeconds())
                .with("keepalive.count", settings.count())
                .with("keepalive.user_timeout.ms", settings.userTimeoutMillis())
                .with("probes", connection.probes())
                .with("retransmits", connection.retransmits())
                .with("age.ms", connection.ageMillis())
                .with("via", EnumWord.of(connection.via()))
                .with("opened.thread", connection.openedByThread())
                .with("opened.at", connection.openedAt());
    }

    private static Integer port(InetSocketAddress address) {
        return address == null ? null : Integer.valueOf(address.getPort());
    }
}
