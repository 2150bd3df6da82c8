package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.RegisteredConnections;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityChecksTest {

    private final RegisteredConnections connections = new RegisteredConnections();
    private final PriorityChecks watch = new PriorityChecks(connections.connections());
    private final List<Connection> lookedAt = new ArrayList<>();

    @Test
    void whoIsNotWellIsLookedAtInEveryRound() {
        Connection well = connections.open(7);
        Connection unwell = connections.open(8);
        unwell.healthOrCreate().unanswered(1);
        watch.keep(well);
        watch.keep(unwell);
        for (int round = 0; round < 3; round++) {
            lookedAt.clear();
            watch.begin(this::look);
            assertThat(lookedAt).containsExactly(unwell);
            assertThat(watch.hasLookedAt(8)).isTrue();
            assertThat(watch.hasLookedAt(7)).isFalse();
        }
    }

    @Test
    void whoHasRecoveredOrGoneIsNot() {
        Connection recovering = connections.open(7);
        Connection closing = connections.open(8);
        recovering.healthOrCreate().unanswered(1);
        closing.healthOrCreate().unanswered(1);
        watch.keep(recovering);
        watch.keep(closing);
        connections.close(closing);
        recovering.clearHealth();
        watch.begin(this::look);
        assertThat(lookedAt).containsExactly(recovering);
        watch.begin(this::look);
        assertThat(lookedAt).containsExactly(recovering);
        assertThat(watch.hasLookedAt(7)).isFalse();
    }

    @Test
    void whoIsClosedIsNotHeldUntilTheNextRound() throws InterruptedException {
        WeakReference<Connection> closed = closedWhileUnwell();
        for (int i = 0; i < 100 && closed.get() != null; i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(closed.get()).isNull();
    }

    private WeakReference<Connection> closedWhileUnwell() {
        Connection connection = connections.open(7);
        connection.healthOrCreate().unanswered(1);
        watch.keep(connection);
        connections.close(connection);
        return new WeakReference<>(connection);
    }

    private void look(Connection connection) {
        lookedAt.add(connection);
        watch.keep(connection);
    }
}
