// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartHealthTest {

    private static final int LIMIT = 3;

    private final Parts parts = new Parts();
    private final PartHealth part = parts.add(new PartHealth("the part", "nothing else fails", LIMIT));
    private final List<String> reports = new ArrayList<>();
    private long now = 1;

    private void review(long afterMillis) {
        now += afterMillis;
        parts.review(now, (changed, sentence) -> reports.add(sentence));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            part.failed(new IllegalStateException("why"));
        }
    }

    @Test
    void goesOutAfterFailuresInARow() {
        fail(LIMIT - 1);
        part.succeeded();
        fail(LIMIT - 1);
        review(0);
        assertThat(part.isOut()).isFalse();
        assertThat(reports).isEmpty();

        fail(1);
        assertThat(part.isOut()).isTrue();
        review(0);
        review(1_000);
        assertThat(reports)
                .containsExactly("the part is out of service, having failed 3 times in a row"
                        + " (java.lang.IllegalStateException): nothing else fails; tried again in 60 s");
        assertThat(parts.problems(now)).singleElement().asString().endsWith("tried again in 59 s");
    }

    @Test
    void isTriedAgainAndComesBack() {
        fail(LIMIT);
        review(0);
        assertThat(part.skips()).isTrue();
        review(PartHealth.FIRST_PAUSE_MILLIS);
        assertThat(part.skips()).isFalse();
        assertThat(parts.problems(now)).hasSize(1);

        part.succeeded();
        review(1_000);
        assertThat(reports)
                .hasSize(2)
                .last()
                .isEqualTo("the part is in service again after 61 s; left out meanwhile: 1 call");
        assertThat(parts.problems(now)).isEmpty();
    }

    /** One failure of the trial is enough, and the pause doubles. */
    @Test
    void staysOutWithoutFurtherReports() {
        fail(LIMIT);
        review(0);
        for (long pause = PartHealth.FIRST_PAUSE_MILLIS; pause <= PartHealth.LONGEST_PAUSE_MILLIS; pause *= 2) {
            review(pause - 1);
            assertThat(part.isOut()).isTrue();
            review(1);
            assertThat(part.isOut()).isFalse();
            fail(1);
            review(0);
            assertThat(part.isOut()).isTrue();
        }
        assertThat(reports).hasSize(1);
    }

    @Test
    void isOutWhileACallDoesNotReturn() {
        part.begin();
        review(0);
        review(PartHealth.HUNG_AFTER_MILLIS - 1);
        assertThat(part.isOut()).isFalse();
        review(1);
        assertThat(part.isOut()).isFalse();
        review(0);
        assertThat(part.isHung()).isTrue();
        assertThat(reports)
                .containsExactly("the part is out of service, not having returned for 10 s: nothing else fails;"
                        + " used again when it returns");

        part.end();
        review(1_000);
        assertThat(part.isOut()).isFalse();
        assertThat(reports).hasSize(1);
        part.succeeded();
        review(1_000);
        assertThat(reports).hasSize(2).last().isEqualTo("the part is in service again after 12 s");
    }

    @Test
    void aStandstillOfTheJvmIsNoHang() {
        part.begin();
        review(0);
        review(10 * PartHealth.HUNG_AFTER_MILLIS);
        part.end();
        review(1_000);
        assertThat(reports).isEmpty();
    }

    @Test
    void manyShortCallsAreNoLongOne() {
        for (int i = 0; i < 20; i++) {
            part.begin();
            review(1_000);
            part.end();
        }
        assertThat(reports).isEmpty();
    }

    /** A part that comes and goes: the first, the tenth and the hundredth time are reported. */
    @Test
    void reportsOfAPartThatComesAndGoesAreBounded() {
        for (int i = 0; i < 100; i++) {
            fail(LIMIT);
            review(1_000);
            part.succeeded();
            review(1_000);
        }
        assertThat(reports).hasSize(6);
    }
}
