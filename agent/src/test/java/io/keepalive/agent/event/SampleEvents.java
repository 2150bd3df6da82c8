// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.Origin;
import io.keepalive.agent.connection.TestEvents;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.DetectedBy;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.policy.Direction;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Rule;
import io.keepalive.agent.report.LogSettings;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.StackTraces;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Instant;

/** The connection and the death of the documentation, and variations. */
public final class SampleEvents {

    /** Time of the detection. */
    public static final long NOW = Instant.parse("2026-11-22T07:00:00.123Z").toEpochMilli();

    public static final long AGE_MILLIS = 7_380_000;
    static final KeepaliveSettings SETTINGS = KeepaliveSettings.on(30, 5, 3, 45_000);
    public static final AgentIdentity AGENT =
            new AgentIdentity("1.0", "OpenJDK 17.0.15", "/etc/keepalive.yaml", "prod", "enforce");

    private Direction direction = Direction.OUTBOUND;
    private DiscoveredBy via = DiscoveredBy.INTERCEPTED;
    private String host = "db.internal";
    private InetSocketAddress local = address("10.0.0.1", 51234);
    private InetSocketAddress peer = address("10.0.0.2", 5432);
    private int busyMillis;
    private String rule = "database";
    private Diagnosis diagnosis;
    private String openedBy = "pool-1-thread-2";
    private Throwable openedAt = stack("java.net.Socket", "connect", "Socket.java", 600);

    public SampleEvents inbound() {
        direction = Direction.INBOUND;
        host = null;
        return this;
    }

    public SampleEvents adopted() {
        via = DiscoveredBy.ADOPTED;
        openedBy = null;
        openedAt = null;
        return this;
    }

    /** The agent has armed a user timeout. */
    public SampleEvents armedFor(int millis) {
        busyMillis = millis;
        return this;
    }

    public SampleEvents host(String host) {
        this.host = host;
        return this;
    }

    public SampleEvents local(InetSocketAddress local) {
        this.local = local;
        return this;
    }

    public SampleEvents peer(InetSocketAddress peer) {
        this.peer = peer;
        return this;
    }

    public SampleEvents rule(String rule) {
        this.rule = rule;
        return this;
    }

    public SampleEvents openedBy(String thread) {
        openedBy = thread;
        return this;
    }

    public SampleEvents openedAt(Throwable callSite) {
        openedAt = callSite;
        return this;
    }

    public SampleEvents diagnosis(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
        return this;
    }

    public Connection connection() {
        Origin origin = new Origin(direction, via, host, peer, openedBy, openedAt, true);
        TcpSocket socket = TcpSocket.of(new LocalAddressOnly(local), new FileDescriptor(), 7, 0);
        Connection connection = new Connection(17, socket, origin, 0);
        TestEvents.tuned(connection, new Rule(rule, Match.everything(), Mode.ENFORCE, SETTINGS), SETTINGS);
        if (diagnosis != null) {
            TestEvents.suspect(connection, diagnosis);
        }
        // Reads the address while the descriptor is reachable: TcpSocket references it weakly.
        if (busyMillis > 0) {
            TestEvents.arm(connection, busyMillis);
        }
        connection.local();
        return connection;
    }

    /** As in the documentation. */
    public Death death() {
        return death(Cause.KEEPALIVE_TIMEOUT, 3, 0);
    }

    public Death death(Cause cause, int probes, int retransmits) {
        return TestEvents.death(
                connection(),
                cause,
                diagnosis,
                DetectedBy.WATCH,
                probes,
                retransmits,
                45_012,
                AGE_MILLIS,
                NOW,
                null,
                null);
    }

    public Death deathInRead(String thread, Throwable exception) {
        return TestEvents.death(
                connection(),
                Cause.KEEPALIVE_TIMEOUT,
                diagnosis,
                DetectedBy.READ,
                3,
                0,
                45_012,
                AGE_MILLIS,
                NOW,
                thread,
                exception);
    }

    public static SocketException timedOut() {
        SocketException exception = new SocketException("Connection timed out");
        exception.setStackTrace(stack("sun.nio.ch.NioSocketImpl", "read", "NioSocketImpl.java", 323)
                .getStackTrace());
        return exception;
    }

    /** A stack with this innermost frame, called from the application. */
    public static Throwable stack(String className, String method, String file, int line) {
        Throwable stack = new Throwable();
        stack.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(className, method, file, line),
            new StackTraceElement("com.acme.Pool", "open", "Pool.java", 33),
            new StackTraceElement("java.lang.Thread", "run", "Thread.java", 840)
        });
        return stack;
    }

    public static InetSocketAddress address(String literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static LogSettings log(String file, LogSettings.Format format, Level level) {
        return new LogSettings(file, format, level, 10_000_000, 5);
    }

    public static ReportSettings report(LogSettings log) {
        return new ReportSettings(log, StackTraces.DEAD, false, false, null);
    }

    /** Returns a local address and supports nothing else. */
    private static final class LocalAddressOnly implements SocketCalls {

        private final InetSocketAddress local;

        LocalAddressOnly(InetSocketAddress local) {
            this.local = local;
        }

        @Override
        public InetSocketAddress localAddress(FileDescriptor descriptor) {
            return local;
        }

        @Override
        public int number(FileDescriptor descriptor) {
            return 3;
        }

        @Override
        public int get(FileDescriptor descriptor, KeepaliveOption option) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(FileDescriptor descriptor, KeepaliveOption option, int value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int longestRetryInterval(FileDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLongestRetryInterval(FileDescriptor descriptor, int millis) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int tcpInfo(FileDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasPendingError(FileDescriptor descriptor) {
            return false;
        }

        @Override
        public boolean isTcp(FileDescriptor descriptor) {
            return true;
        }

        @Override
        public boolean isListening(FileDescriptor descriptor) {
            return false;
        }

        @Override
        public InetSocketAddress remoteAddress(FileDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean supportsTcpInfo() {
            return true;
        }

        @Override
        public String description() {
            return "test";
        }

        @Override
        public FileDescriptor forNumber(int number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean supportsInodes() {
            return false;
        }

        @Override
        public long inode(int number) {
            return NO_SOCKET;
        }

        @Override
        public int duplicate(int number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(int duplicate) {
            throw new UnsupportedOperationException();
        }
    }
}
