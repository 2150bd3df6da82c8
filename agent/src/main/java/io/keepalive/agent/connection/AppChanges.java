package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.Mode;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of keepalive options that the application sets itself through the JDK, before its connection stands and
 * after. Called on the application's threads.
 */
public final class AppChanges {

    /** Bounds the memory for call sites; a host that generates classes without end could have any number. */
    private static final int MOST_CALL_SITES = 1_000;

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final Enforcer enforcer;
    private final ConnectionListener listener;
    private final DescriptorTable<EarlyChoice> early = new DescriptorTable<>();
    private final Set<String> callSites = ConcurrentHashMap.newKeySet();

    public AppChanges(SocketCalls calls, ConnectionRegistry registry, Enforcer enforcer, ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
    }

    /** The application has set this option through this descriptor, of a connection or of a socket that may become one. */
    public void set(FileDescriptor descriptor, KeepaliveOption option) {
        Connection connection = registry.find(descriptor);
        if (connection == null) {
            rememberEarly(descriptor, option);
        } else if (!connection.isBeingTunedHere() && enforcer.modeOf(connection.rule()) != Mode.OFF) {
            decide(connection, option);
        }
    }

    private void rememberEarly(FileDescriptor descriptor, KeepaliveOption option) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            EarlyChoice before = early.get(number);
            int choice = before == null ? AppChoice.NOTHING : before.of(descriptor);
            early.put(number, new EarlyChoice(descriptor, choice | AppChoice.of(option)));
        }
    }

    /** What the application chose on this descriptor before its connection stood; forgets it. */
    int takeEarly(FileDescriptor descriptor) {
        EarlyChoice choice = early.remove(calls.number(descriptor));
        return choice == null ? AppChoice.NOTHING : choice.of(descriptor);
    }

    /** The descriptor is being closed: what was chosen on it is of no interest any more. */
    void forget(FileDescriptor descriptor) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            early.remove(number);
        }
    }

    private void decide(Connection connection, KeepaliveOption option) {
        int value;
        try {
            value = connection.socket().read(option);
        } catch (IOException closedMeanwhile) {
            return;
        }
        if (value == connection.wanted().get(option)) {
            return;
        }
        connection.choose(connection.appChoice() | AppChoice.of(option));
        boolean kept = enforcer.modeOf(connection.rule()) != Mode.ENFORCE
                || AppChoice.stays(option, enforcer.policy().precedence());
        if (kept) {
            connection.decide(connection.rule(), connection.wanted().with(option, value));
        } else {
            enforcer.putRight(connection, option);
        }
        report(connection, option, value, kept ? AppChange.Outcome.KEPT : AppChange.Outcome.OVERRIDDEN);
    }

    private void report(Connection connection, KeepaliveOption option, int value, AppChange.Outcome outcome) {
        Throwable callSite = new Throwable();
        boolean first = callSites.size() < MOST_CALL_SITES && callSites.add(option + " " + CallSite.of(callSite));
        listener.appChanged(new AppChange(
                connection, option, value, outcome, Thread.currentThread().getName(), callSite, first));
    }
}
