// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundSinkTest {

    private final ManualClock time = new ManualClock();
    private final List<String> problems = new ArrayList<>();
    private final LateFactory factory = new LateFactory();
    private final BackgroundSink sink = new BackgroundSink(factory, null, SinkContexts.of(problems), time);

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void hasNoThreadUntilItIsDue() {
        time.pass(LateFactory.DUE_MILLIS - 1);
        assertThat(sink.tick()).isBetween(1L, 1_000L);
        assertThat(factory.opened.getCount()).isOne();
        assertThat(DaemonThreads.find("keepalive-late")).isNull();
    }

    @Test
    void isOpenedOnItsThreadOnceItIsDue() throws InterruptedException {
        sink.tick();
        time.pass(LateFactory.DUE_MILLIS);
        sink.tick();
        assertThat(factory.opened.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(factory.openedBy).isEqualTo("keepalive-late");
        assertThat(problems).isEmpty();
    }

    @Test
    void closesItsFilesOnItsThreadAndIsDueAgain() throws InterruptedException {
        sink.closeFiles();
        assertThat(factory.closedFilesBy).isNull();
        isOpenedOnItsThreadOnceItIsDue();
        sink.closeFiles();
        assertThat(factory.closedFilesBy).isEqualTo("keepalive-late");
        factory.ticked.acquire();
        sink.tick();
        assertThat(factory.ticked.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }

    private static final class LateFactory implements SinkFactory {

        static final long DUE_MILLIS = 3_000;

        final CountDownLatch opened = new CountDownLatch(1);
        final Semaphore ticked = new Semaphore(0);
        volatile String openedBy;
        volatile String closedFilesBy;

        @Override
        public String name() {
            return "late";
        }

        @Override
        public Object settingsFor(ReportSettings settings) {
            return Boolean.TRUE;
        }

        @Override
        public long dueInMillis(long waitedMillis) {
            return Math.max(0, DUE_MILLIS - waitedMillis);
        }

        @Override
        public Sink open(ReportSettings settings, SinkContext context) {
            openedBy = Thread.currentThread().getName();
            opened.countDown();
            return new Sink() {

                @Override
                public long tick() {
                    ticked.release();
                    return Long.MAX_VALUE;
                }

                @Override
                public void closeFiles() {
                    closedFilesBy = Thread.currentThread().getName();
                }

                @Override
                public void close() {}
            };
        }
    }
}
