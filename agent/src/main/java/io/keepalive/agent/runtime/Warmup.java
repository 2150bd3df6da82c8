// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.runtime;

import io.keepalive.agent.bridge.SocketObserver;
import io.keepalive.agent.connection.Connections;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.intercept.ConnectionObserver;
import io.keepalive.agent.intercept.HookGuard;
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
 * Runs once through everything that can happen to a connection, on the agent's own thread and with disposable objects,
 * before interception begins. The JVM then has loaded, initialised and linked all classes of the agent that run inside an
 * intercepted method, so the application's threads never wait for the agent's jar to be read.
 */
final class Warmup {

    /** Differs in every option from a {@code WarmupKernel}, so that each one is set. */
    private static final KeepaliveSettings SETTINGS = KeepaliveSettings.on(2, 2, 2, 6_000);

    /** Defaults that differ from a {@code WarmupKernel}, so that the application seems to have set options. */
    private static final KeepaliveSettings OTHER_DEFAULTS = KeepaliveSettings.on(7200, 75, 9, 0);

    /** The options of a {@code WarmupKernel}. */
    private static final KeepaliveSettings SAME_DEFAULTS = new KeepaliveSettings(0, 1, 1, 1, 0);

    private static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("warm-up", 1);

    private final Reporter reporter;
    private final Connections connections;
    private final SocketObserver observer;

    /** @param systemDefaults the options of a socket on which none has been set */
    private Warmup(Mode mode, KeepaliveSettings systemDefaults) throws ReflectiveOperationException {
        reporter =
                new Reporter(allEvents(), AgentInfo.withoutConfig(null), new LogSinkFactory(), Collections.emptyList());
        Policy policy = new Policy(mode, Precedence.STRICTEST, true, SETTINGS, Collections.emptyList());
        connections = new Connections(Platform.warmupCalls(), policy, systemDefaults, 15, reporter);
        observer = new HookGuard(
                new ConnectionObserver(new SocketDescriptors(), new AgentSockets(null), connections, reporter),
                reporter.parts());
    }

    /** For a reporter that is never started: its events are garbage-collected. Its level is the lowest. */
    private static ReportSettings allEvents() {
        LogSettings log = new LogSettings(null, LogSettings.Format.TEXT, Level.DEBUG, 1, 1);
        return new ReportSettings(log, StackTraces.OPENED, false, false, null);
    }

    /**
     * Runs the warm-up.
     *
     * @throws ReflectiveOperationException where this JDK does not expose a socket's descriptor
     */
    static void run() throws ReflectiveOperationException {
        Warmup first = new Warmup(Mode.ENFORCE, OTHER_DEFAULTS);
        first.rememberAndReadAll();
        first.runAll();
        new Warmup(Mode.ENFORCE, SAME_DEFAULTS).runAll();
        new Warmup(Mode.OBSERVE, OTHER_DEFAULTS).runAll();
    }

    /** Once is enough for the stacks of openings and for what a listener reads. */
    private void rememberAndReadAll() {
        connections.rememberCallSites(true);
        reporter.setInlineListener(new Reader());
    }

    private void runAll() {
        openAndSetOptions();
        connectByAnotherThread();
        failCalls();
        closeDead();
        useSocketsWithoutDescriptor();
        observer.failed(new IOException("warm-up"));
    }

    /** Opens a connection, another one with an option set before and the same number; then sets an option again. */
    private void openAndSetOptions() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        FileDescriptor next = new FileDescriptor();
        observer.optionSet(next, WarmupOption.SO_KEEPALIVE);
        observer.accepted(next, PEER, PEER);
        observer.optionSet(next, WarmupOption.SO_KEEPALIVE);
        observer.closed(observer.closing(next));
    }

    /** Starts a connection and completes it; then starts one and closes it. */
    private void connectByAnotherThread() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connecting(descriptor);
        observer.connected(descriptor, PEER, PEER);
        observer.connecting(descriptor);
        observer.closed(observer.closing(descriptor));
    }

    /** A write and a read fail; the first one reports the death. */
    private void failCalls() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        observer.writeFailed(descriptor, new IOException("Connection timed out"));
        observer.readFailed(descriptor, new IOException("Connection reset"));
        observer.closed(observer.closing(descriptor));
    }

    /** Closes a connection whose peer the kernel has given up. */
    private void closeDead() {
        FileDescriptor descriptor = new FileDescriptor();
        observer.connected(descriptor, PEER, PEER);
        observer.closed(observer.closing(descriptor));
    }

    /** Calls the methods for sockets without a channel, with null. */
    private void useSocketsWithoutDescriptor() {
        observer.connected((Socket) null, PEER);
        observer.optionSet((SocketImpl) null, WarmupOption.TCP_KEEPIDLE);
        observer.readFailed((SocketImpl) null, null);
        observer.writeFailed((SocketImpl) null, null);
    }

    /** Reads from each event what a listener that records it reads. */
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

    /** Options with the names of the JDK's own. */
    private enum WarmupOption implements SocketOption<Object> {
        SO_KEEPALIVE,
        TCP_KEEPIDLE;

        @Override
        public Class<Object> type() {
            return Object.class;
        }
    }
}
