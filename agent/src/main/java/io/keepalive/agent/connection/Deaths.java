package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.ErrorText;
import io.keepalive.agent.kernel.ErrorText.Meaning;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.kernel.TcpInfo;
import io.keepalive.agent.policy.Mode;
import java.io.FileDescriptor;

/** Tells a peer's death from other failures, finds its cause, and has it reported once. Safe on any thread. */
public final class Deaths {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final Enforcer enforcer;
    private final ConnectionListener listener;
    private final ErrorText errors;

    public Deaths(
            SocketCalls calls,
            ConnectionRegistry registry,
            Enforcer enforcer,
            ConnectionListener listener,
            ErrorText errors) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
        this.errors = errors;
    }

    /** A read or a write of the application has thrown: perhaps because its peer is dead. */
    public void callFailed(FileDescriptor descriptor, DetectedBy by, Throwable thrown) {
        Connection connection = registry.find(descriptor);
        if (connection == null || connection.isDead() || enforcer.modeOf(connection.rule()) == Mode.OFF) {
            return;
        }
        Meaning meaning = errors.of(thrown);
        int info = connection.socket().info();
        if (isDeath(meaning, info) && connection.die()) {
            KeepaliveSettings settings = settingsOf(connection);
            Cause cause = calls.tellsTcpInfo() ? Verdict.of(meaning, info, settings) : withoutCounts(meaning);
            listener.died(death(connection, cause, by, info, settings, thrown));
        }
    }

    /**
     * The kernel has closed the connection, and not because either end had closed it: then the write says EPIPE. A time
     * limit of the application's own, or its close in another thread, leaves the kernel's state as it was.
     */
    private boolean isDeath(Meaning meaning, int info) {
        if (meaning == Meaning.BROKEN_PIPE) {
            return false;
        }
        return calls.tellsTcpInfo() ? TcpInfo.state(info) == TcpInfo.CLOSE : meaning != Meaning.OTHER;
    }

    private static Cause withoutCounts(Meaning meaning) {
        switch (meaning) {
            case RESET:
                return Cause.RESET;
            case UNREACHABLE:
                return Cause.UNREACHABLE;
            default:
                return Cause.UNKNOWN;
        }
    }

    private static KeepaliveSettings settingsOf(Connection connection) {
        KeepaliveSettings actual = connection.socket().read();
        connection.readBack(actual);
        return actual;
    }

    private static Death death(
            Connection connection, Cause cause, DetectedBy by, int info, KeepaliveSettings settings, Throwable thrown) {
        connection.local();
        long now = System.currentTimeMillis();
        return new Death(
                connection,
                cause,
                by,
                TcpInfo.probes(info),
                TcpInfo.retransmits(info),
                Silence.millis(connection, settings, TcpInfo.probes(info), now),
                now,
                Thread.currentThread().getName(),
                thrown);
    }
}
