// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.proc.SocketRow;
import io.keepalive.agent.proc.SocketRows;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** On a fake table of sockets. */
class SendQueuesTest {

    private static final long INODE = LocalNetworkStateTest.INODE;
    private static final SocketRow OTHER = SocketRows.of(INODE + 1, 10, SocketRow.WINDOW_PROBE_TIMER, 5_000);
    private static final SocketRow EMPTY = SocketRows.of(INODE, 0, 2, 60_000);
    private static final SocketRow WAITING = SocketRows.of(INODE, 10, SocketRow.RETRANSMISSION_TIMER, 200);
    private static final SocketRow CLOSED = SocketRows.of(INODE, 10, SocketRow.WINDOW_PROBE_TIMER, 50_000);

    private final Connection connection =
            LocalNetworkStateTest.connection("10.0.0.2", KeepaliveSettings.on(60, 10, 3, 0));
    private final FakeTable table = new FakeTable();
    private final SendQueues queues = new SendQueues(table);

    @Test
    void theTableIsNotReadWhileNothingNeedsIt() {
        for (long now = 1_000; now < 100_000; now += 1_000) {
            queues.begin(now);
        }
        assertThat(table.readAt).isEmpty();
    }

    @Test
    void withoutStallsToDetectItIsReadWhileItIsNeeded() {
        for (long now = 1_000; now < 20_000; now += 1_000) {
            table.costMillis = 100;
            begin(now);
            if (now < 10_000) {
                queues.isWaiting(connection);
            }
        }
        assertThat(table.readAt).containsExactly(2_000L, 4_000L, 6_000L, 8_000L, 10_000L);
    }

    /** With many connections, each is checked in some rounds only. */
    @Test
    void whatOneRoundNeedsIsReadInALaterOneWhereItIsNotDueYet() {
        table.costMillis = 100;
        queues.isWaiting(connection);
        for (long now = 10_000; now < 20_000; now += 500) {
            begin(now);
            if (now % 1_500 == 1_000) {
                queues.isWaiting(connection);
            }
        }
        assertThat(table.readAt).containsExactly(10_000L, 12_000L, 14_000L, 16_000L, 18_000L);
    }

    @Test
    void aClosedWindowIsLookedAtAgainWhereItMatters() {
        table.costMillis = 100;
        read(10_000, CLOSED);
        begin(13_000);
        assertThat(queues.isWindowClosed(connection)).isTrue();
        begin(14_000);
        begin(17_000);
        assertThat(table.readAt).containsExactly(10_000L, 14_000L);
    }

    @Test
    void aCheapTableIsReadInEachRound() {
        queues.detectStalls(60_000);
        assertThat(readsWithin(10_000, 1)).hasSize(10);
    }

    @Test
    void anExpensiveTableIsReadAsOftenAsItsCostAllows() {
        queues.detectStalls(60_000);
        assertThat(readsWithin(60_000, 10)).hasSize(12);
    }

    /** A quarter of the limit, but never for more than 0.3 % of a core. */
    @Test
    void aVeryExpensiveTableIsReadOftenEnoughToDetectStallsWithinItsBudget() {
        queues.detectStalls(60_000);
        assertThat(readsWithin(150_000, 40)).hasSize(10);
        table.readAt.clear();
        queues.detectStalls(1_000);
        assertThat(readsWithin(150_000, 40)).hasSizeBetween(11, 12);
    }

    private List<Long> readsWithin(long millis, long costMillis) {
        table.costMillis = costMillis;
        long begin = table.now + 1_000_000;
        LongStream.iterate(begin, now -> now + 1_000).limit(millis / 1_000).forEach(this::begin);
        return table.readAt;
    }

    @Test
    void dataWaitsWhereTheTableListsIt() {
        read(10_000, OTHER, WAITING);
        assertThat(queues.isWaiting(connection)).isTrue();
        assertThat(queues.isWindowClosed(connection)).isFalse();
        read(20_000, OTHER, CLOSED);
        assertThat(queues.isWaiting(connection)).isTrue();
        assertThat(queues.isWindowClosed(connection)).isTrue();
        read(30_000, OTHER, EMPTY);
        assertThat(queues.isWaiting(connection)).isFalse();
        assertThat(queues.isWindowClosed(connection)).isFalse();
    }

    @Test
    void oneReadMayMissARow() {
        read(10_000, CLOSED);
        read(20_000);
        assertThat(queues.isWaiting(connection)).isTrue();
        read(30_000, CLOSED);
        read(40_000);
        assertThat(queues.isWaiting(connection)).isTrue();
        read(50_000);
        assertThat(queues.isWaiting(connection)).isFalse();
    }

    /** Such as for lack of a descriptor. */
    @Test
    void aFailedReadTellsNothing() {
        read(10_000, CLOSED);
        table.hidden = true;
        read(20_000);
        read(30_000);
        read(40_000);
        assertThat(queues.isWaiting(connection)).isTrue();
        assertThat(queues.isWindowClosed(connection)).isTrue();
        table.hidden = false;
        read(50_000, EMPTY);
        assertThat(queues.isWaiting(connection)).isFalse();
    }

    @Test
    void aTableThatCannotBeReadIsReadAgainInTheNextRound() {
        table.costMillis = 10;
        table.hidden = true;
        queues.detectStalls(60_000);
        begin(10_000);
        begin(11_000);
        table.hidden = false;
        begin(12_000);
        begin(13_000);
        assertThat(table.readAt).containsExactly(10_000L, 11_000L, 12_000L);
    }

    @Test
    void manySocketsAreKeptApart() {
        SocketRow[] rows = LongStream.range(1, 10_000)
                .mapToObj(inode -> inode == INODE ? CLOSED : SocketRows.of(inode * 64, inode, 1, 200))
                .toArray(SocketRow[]::new);
        read(10_000, rows);
        assertThat(queues.closedWindow(connection).bytes()).isEqualTo(10);
        read(20_000);
        read(30_000);
        assertThat(queues.isWaiting(connection)).isFalse();
        read(40_000, rows);
        assertThat(queues.isWindowClosed(connection)).isTrue();
    }

    private void read(long now, SocketRow... rows) {
        queues.detectStalls(60_000);
        table.rows = rows;
        begin(now);
        assertThat(table.readAt).contains(now);
    }

    private void begin(long now) {
        table.now = now;
        queues.begin(now);
    }
}
