package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.HeldSocket;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.Mode;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of keepalive options that the application sets itself through the JDK, before its connection stands and
 * after. Called on the application's threads.
 */
public final class AppChanges {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final Enforcer enforcer;
    private final ConnectionListener listener;
    private final DescriptorTable<EarlyChoice> early = new DescriptorTable<>();
    private final AtomicInteger earlyChoices = new AtomicInteger();
    private final CallSites callSites = new CallSites();

    public AppChanges(SocketCalls calls, ConnectionRegistry registry, Enforcer enforcer, ConnectionListener listener) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.listener = listener;
    }

    /** The application has set this option through this descriptor, of a connection or of a socket that may become one. */
    public void set(FileDescriptor descriptor, KeepaliveOption option) {
        Connection connection = registry.find(descriptor);
        if (connection == null || connection.socket().isFound() && !connection.isStill()) {
            rememberEarly(descriptor, option);
        } else if (!connection.isBeingTunedHere() && connection.wanted() != null) {
            decide(connection, option);
        }
    }

    private void rememberEarly(FileDescriptor descriptor, KeepaliveOption option) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            EarlyChoice before = early.get(number);
            int choice = before == null ? AppChoice.NOTHING : before.of(descriptor);
            // Counted first: a thread that is stopped in between has others look in vain, and miss nothing.
            earlyChoices.incrementAndGet();
            if (early.put(number, new EarlyChoice(descriptor, choice | AppChoice.of(option))) != null) {
                earlyChoices.decrementAndGet();
            }
        }
    }

    /** Whether the application has chosen something on any descriptor that is no connection yet, or never will be. */
    boolean hasEarly() {
        return earlyChoices.get() > 0;
    }

    /** What the application chose on this descriptor before its connection stood; forgets it. */
    int takeEarly(FileDescriptor descriptor) {
        EarlyChoice choice = removeEarly(descriptor);
        return choice == null ? AppChoice.NOTHING : choice.of(descriptor);
    }

    /** The descriptor is being closed: what was chosen on it is of no interest any more. */
    void forget(FileDescriptor descriptor) {
        removeEarly(descriptor);
    }

    /** Asks for the descriptor's number only where there is something to look for: a call into the JVM each time. */
    private EarlyChoice removeEarly(FileDescriptor descriptor) {
        int number = hasEarly() ? calls.number(descriptor) : -1;
        EarlyChoice choice = number >= 0 ? early.remove(number) : null;
        if (choice != null) {
            earlyChoices.decrementAndGet();
        }
        return choice;
    }

    private void decide(Connection connection, KeepaliveOption option) {
        int value;
        try {
            value = connection.socket().read(option);
        } catch (IOException closedMeanwhile) {
            return;
        }
        if (value != connection.wanted().get(option)) {
            boolean kept = keep(connection, option, value);
            if (!kept) {
                enforcer.putRight(connection, option);
            }
            Throwable callSite = callSites.ifNew(connection, option, value);
            report(connection, option, value, kept, Thread.currentThread().getName(), callSite, callSite != null);
        }
    }

    /**
     * Compares what the connection has with what it should have, and treats every difference as a change that nobody
     * was seen making: by native code, say. On the agent's own thread.
     *
     * @return false where what differs is another socket, which has the connection's number by now
     */
    public boolean reconcile(Connection connection) {
        if (enforcer.enforces(connection) && differs(connection)) {
            return reconcileOnItsOwn(connection);
        }
        return connection.actual() != null || connection.readBack();
    }

    /** By its number, which may be another socket's: then all that follows is a closer look. */
    private static boolean differs(Connection connection) {
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (differs(connection, option)) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(Connection connection, KeepaliveOption option) {
        try {
            return connection.socket().read(option) != connection.wanted().get(option);
        } catch (IOException closedMeanwhileOrNotSupported) {
            return false;
        }
    }

    private boolean reconcileOnItsOwn(Connection connection) {
        try (HeldSocket held = connection.hold()) {
            if (held != null) {
                for (KeepaliveOption option : KeepaliveOption.inOrder()) {
                    reconcile(connection, held, option);
                }
                connection.readBackFrom(held);
            }
            return held != null;
        }
    }

    private void reconcile(Connection connection, HeldSocket held, KeepaliveOption option) {
        try {
            int value = held.read(option);
            if (value != connection.wanted().get(option)) {
                boolean kept = keep(connection, option, value);
                if (kept || enforcer.correct(connection, held, option)) {
                    report(connection, option, value, kept, null, null, callSites.addUnseen(connection, option, value));
                }
            }
        } catch (IOException notSupported) {
            return;
        }
    }

    /** Notes the application's choice. Returns whether it stays. */
    private boolean keep(Connection connection, KeepaliveOption option, int value) {
        connection.choose(connection.appChoice() | AppChoice.of(option));
        connection.found(connection.original().with(option, value));
        boolean stays = enforcer.modeOf(connection.rule()) != Mode.ENFORCE
                || AppChoice.stays(option, enforcer.policy().precedence());
        if (stays) {
            connection.decide(connection.rule(), connection.wanted().with(option, value));
        }
        return stays;
    }

    private void report(
            Connection connection,
            KeepaliveOption option,
            int value,
            boolean kept,
            String thread,
            Throwable callSite,
            boolean first) {
        AppChange.Outcome outcome = kept ? AppChange.Outcome.KEPT : AppChange.Outcome.OVERRIDDEN;
        listener.appChanged(new AppChange(connection, option, value, outcome, thread, callSite, first));
    }
}
