// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.SuspectReason;
import java.util.ArrayList;
import java.util.List;

/** Records what is reported. */
final class RecordingListener implements ConnectionListener {

    /** Such as {@code opened 1}, with the connection's number. */
    final List<String> events = new ArrayList<>();

    final List<OptionChange> changes = new ArrayList<>();
    final List<Death> deaths = new ArrayList<>();

    /** Whether a death cannot be reported for lack of memory. */
    boolean outOfMemory;

    private Runnable onFirstChange = () -> {};

    /** What another thread does while the first change is reported. */
    void onFirstChange(Runnable meanwhile) {
        onFirstChange = meanwhile;
    }

    @Override
    public void opened(Connection connection) {
        events.add("opened " + connection.id());
    }

    @Override
    public void closed(Connection connection) {
        events.add("closed " + connection.id());
    }

    @Override
    public void optionChanged(OptionChange change) {
        changes.add(change);
        if (changes.size() == 1) {
            onFirstChange.run();
        }
    }

    @Override
    public void suspected(Connection connection, SuspectReason reason, int info, int retransmissionLimit) {
        events.add("suspected " + connection.id() + ": " + reason);
    }

    @Override
    public void stalled(Connection connection, long queuedBytes, long stalledMillis) {
        events.add("stalled " + connection.id() + ": " + queuedBytes + " bytes, " + stalledMillis + " ms");
    }

    @Override
    public void recovered(Connection connection) {
        events.add("recovered " + connection.id());
    }

    @Override
    public void halfClosed(Connection connection, long sinceMillis) {
        events.add("half-closed " + connection.id());
    }

    @Override
    public void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections) {
        events.add((slowed ? "slowed" : "quickened") + " to " + everyMillis + " ms");
    }

    @Override
    public void roundEnded(long roundNanos) {
        events.add("watched");
    }

    @Override
    public void died(Death death) {
        if (outOfMemory) {
            throw new OutOfMemoryError("in a test");
        }
        deaths.add(death);
    }

    @Override
    public void notApplied(Connection connection, KeepaliveOption option, int value, String reason) {
        events.add("not applied " + option.kernelName() + "=" + value + ": " + reason);
    }

    @Override
    public void agentError(String where, Throwable failure) {
        events.add("error in " + where + ": " + failure);
    }
}
