package io.keepalive.agent.runtime;

import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.intercept.ConnectionObserver;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.kernel.SocketDescriptors;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.report.InlineEventListener;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Reporter;
import io.keepalive.agent.report.StackTraces;
import io.keepalive.agent.report.log.LogSinkFactory;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.util.Collections;

/**
 * Plays through whatever can happen to a connection, once, on the agent's own thread and with objects that are thrown
 * away, before the first real connection does. So the JVM has loaded, initialised and linked by then whatever of the
 * agent runs inside an intercepted method: the application's threads never wait for the agent's jar to be read.
 */
final class Warmup {

    /** Differs in every option from what a {@code WarmupKernel} has, so that there is something to do. */
    private static final KeepaliveSettings SETTINGS = KeepaliveSettings.on(2, 2, 2, 6_000);

    /** Differs from what a {@code WarmupKernel} has, so that somebody must have set that. */
    private static final KeepaliveSettings SOMETHING_SET = KeepaliveSettings.on(7200, 75, 9, 0);

    /** What a {@code WarmupKernel} has. */
    private static final KeepaliveSettings NOTHING_SET = new KeepaliveSettings(0, 1, 1, 1, 0);

    private static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("rehearsed", 1);

    private final Connections connections;
    private final ConnectionObserver observer;

    /** @param systemDefaults what a socket has that nobody has set anything on */
    private Warmup(Mode mode, KeepaliveSettings systemDefaults) throws ReflectiveOperationException {
        Reporter unheard = new Reporter(
                everything(), AgentInfo.withoutConfig(null), new LogSinkFactory(), Collections.emptyList());
        unheard.showTo(new Reader());
        Policy policy = new Policy(mode, Precedence.STRICTEST, true, SETTINGS, Collections.emptyList());
        connections = new Connections(Platform.warmupCalls(), policy, systemDefaults, 15, unheard);
        observer = new ConnectionObserver(new SocketDescriptors(), new AgentSockets(null), connections, unheard);
    }

    /** Reports at the lowest level, to a reporter that is never started: its events wait until they are collected. */
    private static ReportSettings everything() {
        LogSettings log = new LogSettings(null, LogSettings.Format.TEXT, Level.DEBUG, 1, 1);
        return new ReportSettings(log, StackTraces.OPENED, false, false, null);
    }

    /**
     * Plays everything.
     *
     * @throws ReflectiveOperationException where this JDK does not tell a socket's descriptor
     */
    static void play() throws ReflectiveOperationException {
        new Warmup(Mode.ENFORCE, SOMETHING_SET).playAll();
        new Warmup(Mode.ENFORCE, NOTHING_SET).playAll();
        new Warmup(Mode.OBSERVE, SOMETHING_SET).playAll();
    }

    private void playAll() {
        connections.rememberCallSites(true);
        playTuned();
        playAskedFor();
        playDead();
        playClosedDead();
        playSockets();
        observer.failed(new IOException("rehearsed"));
    }

    /** Opened with an option set before, and once more without its close having been seen; then set again. */
    private void playTuned() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        FileDescriptor next = new FileDescriptor();
        observer.optionSet(next, RehearsedOption.SO_KEEPALIVE);
        observer.accepted(next, PEER, PEER);
        observer.optionSet(next, RehearsedOption.SO_KEEPALIVE);
        observer.closed(observer.closing(next));
    }

    /** Asked for by one thread and brought about by another; then asked for, and closed before that. */
    private void playAskedFor() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connecting(descriptor);
        observer.connected(descriptor, PEER, PEER);
        observer.connecting(descriptor);
        observer.closed(observer.closing(descriptor));
    }

    /** Found dead by a write and a read, of which the first counts. */
    private void playDead() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        observer.writeFailed(descriptor, new IOException("Connection timed out"));
        observer.readFailed(descriptor, new IOException("Connection reset"));
        observer.closed(observer.closing(descriptor));
    }

    /** Closed when the kernel had given it up. */
    private void playClosedDead() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        observer.closed(observer.closing(descriptor));
    }

    /** Sockets without a channel, of which there are none here. */
    private void playSockets() {
        observer.connected((Socket) null, PEER);
        observer.optionSet((SocketImpl) null, RehearsedOption.TCP_KEEPIDLE);
        observer.readFailed((SocketImpl) null, null);
        observer.writeFailed((SocketImpl) null, null);
    }

    /** Reads of every event what a witness that records it would read. */
    private static final class Reader implements InlineEventListener {

        @Override
        public boolean wants(Kind kind) {
            return true;
        }

        @Override
        public void onEvent(Kind kind, Event event) {
            event.fields();
        }
    }

    /** Options by the names that the JDK gives its own. */
    private enum RehearsedOption implements SocketOption<Object> {
        SO_KEEPALIVE,
        TCP_KEEPIDLE;

        @Override
        public Class<Object> type() {
            return Object.class;
        }
    }
}
