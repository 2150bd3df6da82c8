// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTimesTest {

    private final AnswerTimes times = new AnswerTimes();

    @Test
    void countsThoseThatWereHeardSince() {
        times.add(300, 400);
        times.add(100, 100);
        times.add(200, 900);
        times.sort();
        assertThat(times.size()).isEqualTo(3);
        assertThat(times.countFrom(100)).isEqualTo(3);
        assertThat(times.countFrom(101)).isEqualTo(2);
        assertThat(times.countFrom(301)).isZero();
    }

    @Test
    void findsOneThatWasHeardWithin() {
        times.add(300, 400);
        times.add(100, 100);
        times.add(200, 900);
        times.sort();
        assertThat(times.hasBetween(100, 100)).isTrue();
        assertThat(times.hasBetween(101, 399)).isFalse();
        assertThat(times.hasBetween(101, 400)).isTrue();
        assertThat(times.hasBetween(301, 1_000)).isFalse();
    }

    /** The end of a very long interval does not tell. */
    @Test
    void aFarEndIsUnknown() {
        times.add(100, 10_000_000);
        times.sort();
        assertThat(times.countFrom(100)).isEqualTo(1);
        assertThat(times.hasBetween(100, 20_000_000)).isFalse();
    }

    @Test
    void isUsedAgain() {
        times.add(100, 100);
        times.sort();
        times.clear();
        times.sort();
        assertThat(times.size()).isZero();
        assertThat(times.hasBetween(0, 1_000)).isFalse();
    }
}
