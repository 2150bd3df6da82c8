// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.DescriptorTable;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.SocketCalls;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.EffectiveSettings;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handles keepalive options that the application sets through the JDK, before the connection is established and after, on
 * the application's threads. {@link OptionComparison} finds those that native code sets.
 */
final class OptionChangeHandler {

    private final SocketCalls calls;
    private final ConnectionRegistry registry;
    private final PolicyEnforcer enforcer;
    private final OptionChangeReports reports;
    private final DescriptorTable<PreConnectOptions> preConnect = new DescriptorTable<>();
    private final AtomicInteger preConnectCount = new AtomicInteger();

    OptionChangeHandler(
            SocketCalls calls, ConnectionRegistry registry, PolicyEnforcer enforcer, OptionChangeReports reports) {
        this.calls = calls;
        this.registry = registry;
        this.enforcer = enforcer;
        this.reports = reports;
    }

    void set(FileDescriptor descriptor, KeepaliveOption option) {
        Connection connection = registry.find(descriptor);
        if (connection == null || connection.socket().isAdopted() && !connection.ownsNumber()) {
            recordPreConnect(descriptor, option);
        } else if (!connection.isBeingTunedHere() && connection.wanted() != null) {
            decideUnlessReconciled(connection, option);
        }
    }

    private void recordPreConnect(FileDescriptor descriptor, KeepaliveOption option) {
        int number = calls.number(descriptor);
        if (number >= 0) {
            PreConnectOptions before = preConnect.get(number);
            int appSet = before == null ? AppSetOptions.NOTHING : before.of(descriptor);
            // Counted first: if the thread is stopped in between, others search in vain but miss nothing.
            preConnectCount.incrementAndGet();
            if (preConnect.put(number, new PreConnectOptions(descriptor, appSet | AppSetOptions.of(option))) != null) {
                preConnectCount.decrementAndGet();
            }
        }
    }

    /** Whether the application has set options on any descriptor that is not a connection, and may never become one. */
    boolean hasPreConnect() {
        return preConnectCount.get() > 0;
    }

    /** Removes and returns the options that the application set on this descriptor before it was connected. */
    int takePreConnect(FileDescriptor descriptor) {
        PreConnectOptions options = removePreConnect(descriptor);
        return options == null ? AppSetOptions.NOTHING : options.of(descriptor);
    }

    /** The descriptor is being closed. */
    void forget(FileDescriptor descriptor) {
        removePreConnect(descriptor);
    }

    /** Reads the descriptor's number, a call into the JVM, only where there is an entry at all. */
    private PreConnectOptions removePreConnect(FileDescriptor descriptor) {
        int number = hasPreConnect() ? calls.number(descriptor) : -1;
        PreConnectOptions options = number >= 0 ? preConnect.remove(number) : null;
        if (options != null) {
            preConnectCount.decrementAndGet();
        }
        return options;
    }

    /**
     * So that one change is reported once. What the agent's own thread has not read, because it was set after that, its next
     * check finds.
     */
    private void decideUnlessReconciled(Connection connection, KeepaliveOption option) {
        if (connection.beginDecision()) {
            try {
                decide(connection, option);
            } finally {
                connection.endDecision();
            }
        }
    }

    private void decide(Connection connection, KeepaliveOption option) {
        KeepaliveSettings original = connection.original();
        KeepaliveSettings wanted = connection.wanted();
        if (original != null && wanted != null) {
            try {
                decide(connection, option, connection.socket().read(option), original, wanted);
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    /**
     * Some JDKs run through two hooks in one call. The second time the socket has the agent's value already, which is not
     * the application's.
     *
     * <p>Until the policy in force is applied to the connection, its wanted options are those that the kernel has.
     *
     * @param original of the connection before the call
     * @param wanted of the connection before the call
     */
    private void decide(
            Connection connection,
            KeepaliveOption option,
            int value,
            KeepaliveSettings original,
            KeepaliveSettings wanted) {
        boolean enforced = enforcer.enforces(connection);
        KeepaliveSettings before = enforced ? wanted : observed(connection, original);
        boolean isRecorded = AppSetOptions.includes(connection.appSetOptions(), option)
                && (enforced || value == original.get(option));
        if (isRecorded && value == before.get(option)) {
            return;
        }
        connection.recordAppSet(original.with(option, value), AppSetOptions.of(option));
        EffectiveSettings effective = enforcer.effective(connection);
        if (enforced) {
            enforcer.applyAfterChange(connection, effective, before, option, value);
            connection.recordActual(null);
        } else {
            boolean isObserved = connection.isOnlyObserved();
            connection.assign(connection.rule(), isObserved ? effective.settings() : wanted.with(option, value));
            connection.recordActual(option, value);
        }
        boolean isChange = value != before.get(option) || value != wanted.get(option);
        if (isChange || !effective.settings().equals(wanted)) {
            reports.changed(connection, option, value, enforced ? effective : null);
        }
    }

    /** What the kernel had before the call: values of the agent's remain where it has begun to observe. */
    private static KeepaliveSettings observed(Connection connection, KeepaliveSettings original) {
        KeepaliveSettings actual = connection.actual();
        return actual == null ? original : actual;
    }
}
