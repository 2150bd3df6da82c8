package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class RecordingListener implements ConnectionListener {

    /** Such as {@code opened 1}, with the connection's number. */
    final List<String> told = new ArrayList<>();

    final List<OptionChange> changes = new ArrayList<>();
    final List<Death> deaths = new ArrayList<>();

    /** Whether there is no memory for what is to be told. */
    boolean outOfMemory;

    @Override
    public void opened(Connection connection) {
        told.add("opened " + connection.id());
    }

    @Override
    public void closed(Connection connection) {
        told.add("closed " + connection.id());
    }

    @Override
    public void optionChanged(OptionChange change) {
        changes.add(change);
    }

    @Override
    public void suspected(Connection connection, SuspectReason reason, int info) {
        told.add("suspected " + connection.id() + ": " + reason);
    }

    @Override
    public void recovered(Connection connection) {
        told.add("recovered " + connection.id());
    }

    @Override
    public void halfClosed(Connection connection, long sinceMillis) {
        told.add("half-closed " + connection.id());
    }

    @Override
    public void intervalChanged(boolean slowed, long everyMillis, long roundMillis, int connections) {
        told.add((slowed ? "slowed" : "quickened") + " to " + everyMillis + " ms");
    }

    @Override
    public void roundEnded(long roundNanos) {
        told.add("watched");
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
        told.add("not applied " + option.kernelName() + "=" + value + ": " + reason);
    }

    @Override
    public void agentError(String where, Throwable failure) {
        told.add("error in " + where + ": " + failure);
    }
}
