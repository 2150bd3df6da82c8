// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A busy timeout of 10 s, in rounds of one second. */
class UserTimeoutScheduleTest {

    private final UserTimeoutSchedule schedule = new UserTimeoutSchedule(10_000, 1);
    private long leadMillis;

    @Test
    void isTheBusyTimeoutUntilShortlyBeforeItsEnd() {
        assertThat(at(0, 1)).isEqualTo(10_000);
        assertThat(at(5_000, 4)).isEqualTo(10_000);
        assertThat(at(7_700, 5)).isEqualTo(10_000);
    }

    /** The timer that fires after 10 s makes the kernel try once more. */
    @Test
    void isRaisedForOneMoreAttempt() {
        assertThat(at(8_000, 5)).isEqualTo(10_500);
        assertThat(at(9_000, 5)).isEqualTo(10_500);
    }

    @Test
    void isLeftAloneAfterThat() {
        at(8_000, 5);
        int before = at(9_900, 5);
        assertThat(at(10_100, 6)).isEqualTo(before);
        assertThat(at(11_100, 7)).isEqualTo(before);
    }

    /** A timer that was running when the user timeout was armed may fire only long after the end. */
    @Test
    void isRaisedUntilTheKernelHasTriedOnceMore() {
        for (int silent = 8_000; silent < 30_000; silent += 1_000) {
            assertThat(at(silent, 1)).isGreaterThan(silent + 2_000);
        }
        int before = at(30_000, 1);
        assertThat(at(31_000, 2)).isEqualTo(before);
        assertThat(at(32_000, 2)).isEqualTo(before);
    }

    /** An attempt in the first four fifths does not find out whether the network has healed since. */
    @Test
    void anEarlyAttemptIsNotTheLastOne() {
        at(7_000, 4);
        at(8_000, 5);
        assertThat(at(9_900, 5)).isGreaterThan(10_900);
    }

    /** The kernel's clock has run before; one round of that is the watcher's precision. */
    @Test
    void countsFromTheSilence() {
        leadMillis = 1_000;
        assertThat(at(0, 1)).isEqualTo(10_000);
        leadMillis = 4_000;
        assertThat(at(0, 1)).isEqualTo(13_000);
        assertThat(at(8_000, 5)).isEqualTo(13_500);
    }

    /** The agent's own clock decides, and only after two late attempts, of which the last may have its answer on the way. */
    @Test
    void doesNotTrustAnUnknownClock() {
        leadMillis = Silence.UNKNOWN;
        assertThat(at(7_000, 4)).isZero();
        assertThat(at(8_000, 4)).isZero();
        assertThat(at(12_000, 5)).isZero();
        assertThat(at(13_000, 5)).isZero();
        assertThat(at(14_000, 6)).isEqualTo(10_000);
    }

    /** A timer of 39 s, set at 51 s, may fire seconds after 90 s: the value must stay ahead until then. */
    @Test
    void staysAheadOfALongTimer() {
        UserTimeoutSchedule longer = new UserTimeoutSchedule(90_000, 2);
        longer.next(new Silence(51_500, 1_000, 8, false, 1_000));
        for (int silent = 88_500; silent < 95_000; silent += 1_000) {
            assertThat(longer.next(new Silence(silent, 1_000, 8, false, 1_000)))
                    .isGreaterThanOrEqualTo(silent + 1_000 + 2_000);
        }
    }

    @Test
    void aClockThatBecomesKnownIsUsed() {
        leadMillis = Silence.UNKNOWN;
        at(7_000, 4);
        at(8_000, 4);
        at(8_500, 5);
        leadMillis = 2_000;
        assertThat(at(9_500, 5)).isEqualTo(11_000);
    }

    private int at(long silentMillis, int attempts) {
        return schedule.next(new Silence(silentMillis, leadMillis, attempts, false, 1_000));
    }
}
