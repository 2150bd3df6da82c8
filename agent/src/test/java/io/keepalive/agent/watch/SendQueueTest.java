// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a window counts as closed, with the kernel's timer of window probes computed as in tcp_timer.c. */
class SendQueueTest {

    private static final long BASE = 200;
    private static final long LONGEST = 120_000;
    private static final long BYTES = 1_000_000;

    private final SendQueue queue = new SendQueue(4711);

    /** Also where timers are late, which makes the intervals longer than half of the time. */
    @ParameterizedTest
    @ValueSource(longs = {500, 1_000, 3_250, 7_000, 15_000, 40_000})
    void aWindowThatStaysClosedIsClosedSinceTheFirstRead(long every) {
        long first = 100_000;
        for (long now = first; now < first + 3_600_000; now += every) {
            queue.updateClosed(BYTES, kernelTimer(99_500, now), BASE, now);
            long least = (now - first) * 7 / 9 - 3 * every;
            assertThat(queue.closedMillis()).as("at %d", now).isBetween(least, now - first);
        }
    }

    /** A timer of half a minute may fire some seconds late: the kernel's wheel is coarse. */
    private static long kernelTimer(long closedAt, long now) {
        long expiry = closedAt;
        long interval = BASE;
        while (true) {
            expiry += interval;
            long fires = expiry + interval / 8;
            if (now < fires) {
                return Math.max(0, expiry - now) / 10 * 10;
            }
            expiry = fires;
            interval = Math.min(2 * interval, LONGEST);
        }
    }

    /** It reads, and the sender fills the queue again, in periods that are shorter than the limit by one read. */
    @ParameterizedTest
    @ValueSource(longs = {500, 1_000, 2_000, 3_250, 7_000, 15_000, 40_000})
    void aSlowReaderIsNeverClosedForLongerThanItsPeriod(long every) {
        long limit = 60_000;
        for (long period = 2_000; period < limit - every; period += 1_370) {
            for (long phase = 0; phase < period; phase += period / 13) {
                SendQueue slow = new SendQueue(4711);
                for (long now = 1_000_000; now < 2_000_000; now += every) {
                    long closedAt = now - (now + phase) % period;
                    slow.updateClosed(BYTES, kernelTimer(closedAt, now), BASE, now);
                    assertThat(slow.closedMillis())
                            .as("period %d, phase %d, at %d", period, phase, now)
                            .isLessThan(limit);
                }
            }
        }
    }

    @Test
    void aQueueThatShrinksHasBeenRead() {
        queue.updateClosed(BYTES, 10_000, BASE, 1_000);
        queue.updateClosed(BYTES + 1, 9_000, BASE, 2_000);
        assertThat(queue.closedMillis()).isEqualTo(1_000);
        queue.updateClosed(BYTES, 8_000, BASE, 3_000);
        assertThat(queue.closedMillis()).isZero();
    }

    @Test
    void aWindowThatIsFoundOpenIsNotClosed() {
        queue.updateClosed(BYTES, 10_000, BASE, 1_000);
        queue.updateOpen(BYTES, 2_000);
        assertThat(queue.closedMillis()).isZero();
        queue.updateClosed(BYTES, 100, BASE, 3_000);
        assertThat(queue.closedMillis()).isZero();
    }

    /** Acknowledgements that come with the peer's data set the timer anew. */
    @Test
    void aTimerThatIsPostponedIsNoReading() {
        queue.updateClosed(BYTES, 10_000, BASE, 1_000);
        queue.updateClosed(BYTES, 12_000, BASE, 5_000);
        assertThat(queue.closedMillis()).isEqualTo(4_000);
    }

    @Test
    void aTimerThatGoesBackShowsThatTheWindowWasOpen() {
        queue.updateClosed(BYTES, 30_000, BASE, 1_000);
        queue.updateClosed(BYTES, 3_200, BASE, 11_000);
        assertThat(queue.closedMillis()).isZero();
    }

    /** With tcp_retries2 = 5 the intervals do not grow beyond 6.4 s, and prove no longer time. */
    @ParameterizedTest
    @ValueSource(longs = {500, 1_000, 2_000, 3_000})
    void aWindowThatIsProbedAtShortIntervalsIsFoundClosed(long every) {
        for (long now = 100_000; now < 400_000; now += every) {
            long expiry = 100_000 + (now - 100_000) / 6_400 * 6_400 + 6_400;
            queue.updateClosed(BYTES, expiry - now, BASE, now);
            assertThat(queue.foundClosedMillis()).isEqualTo(now - 100_000);
        }
    }

    @Test
    void aTimerThatBeginsAnewIsAReading() {
        queue.updateClosed(BYTES, 6_400, BASE, 1_000);
        queue.updateClosed(BYTES, 5_400, BASE, 2_000);
        assertThat(queue.foundClosedMillis()).isEqualTo(1_000);
        queue.updateClosed(BYTES, 400, BASE, 3_000);
        assertThat(queue.foundClosedMillis()).isZero();
        queue.updateClosed(BYTES, 800, BASE, 4_000);
        assertThat(queue.foundClosedMillis()).isEqualTo(1_000);
    }

    /** As while a probe is being sent. */
    @Test
    void anotherTimerForAMomentIsNoReading() {
        queue.updateOpen(BYTES, 500);
        queue.updateClosed(BYTES, 10_000, BASE, 1_000);
        queue.update(BYTES, 3_000);
        queue.updateClosed(BYTES, 6_000, BASE, 5_000);
        assertThat(queue.closedMillis()).isEqualTo(4_000);
    }

    /** After losses the RTO is long for a while, and so is the first interval. */
    @Test
    void aLongFirstIntervalProvesNothing() {
        queue.updateClosed(BYTES, 100, BASE, 1_000);
        queue.updateClosed(BYTES, 25_000, 30_000, 11_000);
        assertThat(queue.closedMillis()).isZero();
    }
}
