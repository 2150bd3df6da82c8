// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTableTest {

    private static final int THREADS = 4;

    private final DescriptorTable<String> table = new DescriptorTable<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_023, 1_024, 4_095, 4_096, 1_000_000})
    void returnsThePutItem(int number) {
        assertThat(table.get(number)).isNull();
        assertThat(table.put(number, "first")).isNull();
        assertThat(table.put(number, "second")).isEqualTo("first");
        assertThat(table.get(number)).isEqualTo("second");
        assertThat(table.get(number + 1)).isNull();
    }

    @Test
    void putsIfAbsentOnceOnly() {
        assertThat(table.putIfAbsent(5_000, "first")).isTrue();
        assertThat(table.putIfAbsent(5_000, "second")).isFalse();
        assertThat(table.get(5_000)).isEqualTo("first");
    }

    @Test
    void removesOnlyTheGivenItem() {
        table.put(7, "first");
        assertThat(table.remove(7, "second")).isFalse();
        assertThat(table.remove(7, "first")).isTrue();
        assertThat(table.remove(7, "first")).isFalse();
        assertThat(table.remove(7)).isNull();
        table.put(7, "third");
        assertThat(table.remove(7)).isEqualTo("third");
        assertThat(table.get(7)).isNull();
    }

    @Test
    void countsTheItemsOfAllPages() {
        table.put(3, "first");
        table.put(3, "second");
        table.put(1_000_000, "third");
        assertThat(table.size()).isEqualTo(2);
        table.remove(3);
        assertThat(table.size()).isOne();
    }

    @Test
    void ignoresNegativeNumbers() {
        assertThat(table.get(-1)).isNull();
        assertThat(table.remove(-1)).isNull();
        assertThat(table.remove(1_000_000, "nothing")).isFalse();
    }

    @Test
    void visitsInTheOrderOfTheNumbers() {
        table.put(70_000, "c");
        table.put(0, "a");
        table.put(1_024, "b");
        List<String> visited = new ArrayList<>();
        table.forEach(visited::add);
        assertThat(visited).containsExactly("a", "b", "c");
    }

    /** Growing copies the pages: an item that another thread puts meanwhile must not be lost. */
    @Test
    void losesNoItemWhileManyThreadsGrowIt() throws Exception {
        DescriptorTable<Integer> numbers = new DescriptorTable<>();
        int each = 50_000;
        inParallel(thread -> {
            for (int i = 0; i < each; i++) {
                numbers.put(i * THREADS + thread, i * THREADS + thread);
            }
        });
        for (int i = 0; i < each * THREADS; i++) {
            assertThat(numbers.get(i)).isEqualTo(i);
        }
    }

    @Test
    void letsOneThreadWin() throws Exception {
        int rounds = 10_000;
        AtomicInteger won = new AtomicInteger();
        inParallel(thread -> {
            for (int i = 0; i < rounds; i++) {
                if (table.putIfAbsent(i, "thread " + thread)) {
                    won.incrementAndGet();
                }
            }
        });
        assertThat(won).hasValue(rounds);
    }

    private static void inParallel(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                results.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    work.by(thread);
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The task of every thread, each with its own number. */
    private interface Work {
        void by(int thread);
    }
}
