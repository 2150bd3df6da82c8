// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.SocketRows;
import io.keepalive.agent.time.MonotonicClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KeepaliveTimersTest {

    private static final int NO_TIMER = 0;

    private final Table table = new Table();
    private final KeepaliveTimers timers = new KeepaliveTimers(table);

    @Test
    void findsTheTimersOfManySockets() {
        for (int inode = 1; inode <= 1_000; inode++) {
            table.rows.add(SocketRows.of(inode, 0, SocketRow.KEEPALIVE_TIMER, 1_000L * inode, inode % 4));
        }
        long before = MonotonicClock.millis();
        timers.readIfDue(0);
        long after = MonotonicClock.millis();
        for (int inode = 1; inode <= 1_000; inode++) {
            int timer = timers.find(inode);
            assertThat(timers.probes(timer)).isEqualTo(inode % 4);
            assertThat(timers.expiresMillis(timer)).isBetween(before + 1_000L * inode, after + 1_000L * inode);
        }
        assertThat(timers.find(1_001)).isEqualTo(TcpTimers.NONE);
    }

    @Test
    void otherTimersAndLateOnesDoNotTell() {
        table.rows.add(SocketRows.of(1, 0, NO_TIMER, 0));
        table.rows.add(SocketRows.of(2, 10, SocketRow.RETRANSMISSION_TIMER, 200));
        table.rows.add(SocketRows.of(3, 10, SocketRow.WINDOW_PROBE_TIMER, 200));
        table.rows.add(SocketRows.of(4, 0, SocketRow.KEEPALIVE_TIMER, 0));
        timers.readIfDue(0);
        for (int inode = 1; inode <= 4; inode++) {
            assertThat(timers.find(inode)).isEqualTo(TcpTimers.NONE);
        }
    }

    /** Each read takes 20 ms: six in a row, and then one in six seconds. */
    @Test
    void anExpensiveTableIsReadRarelyInTheLongRun() {
        table.nanosARead = 20_000_000;
        for (int second = 1; second <= 6; second++) {
            timers.readIfDue(1_000L * second);
        }
        assertThat(table.reads).isEqualTo(6);
        for (int second = 7; second <= 406; second++) {
            timers.readIfDue(1_000L * second);
        }
        assertThat(table.reads).isBetween(6 + 65, 6 + 68);
    }

    @Test
    void aReadReplacesTheLastOne() {
        table.rows.add(SocketRows.of(1, 0, SocketRow.KEEPALIVE_TIMER, 1_000));
        timers.readIfDue(0);
        table.rows.set(0, SocketRows.of(2, 0, SocketRow.KEEPALIVE_TIMER, 1_000));
        timers.readIfDue(0);
        assertThat(timers.find(1)).isEqualTo(TcpTimers.NONE);
        assertThat(timers.find(2)).isNotEqualTo(TcpTimers.NONE);
        timers.clear();
        assertThat(timers.find(2)).isEqualTo(TcpTimers.NONE);
    }

    /** The kernel's table. */
    private static final class Table extends HostNetworkState {

        private final List<SocketRow> rows = new ArrayList<>();
        private long nanosARead;
        private int reads;

        Table() {
            super(null, null);
        }

        @Override
        boolean forEachTcpSocket(Consumer<SocketRow> visitor) {
            reads++;
            rows.forEach(visitor);
            return true;
        }

        @Override
        long processorNanos() {
            return reads * nanosARead;
        }
    }
}
