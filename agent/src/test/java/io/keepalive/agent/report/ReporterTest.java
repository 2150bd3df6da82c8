// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.DiscoveredBy;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.connection.TestEvents;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.fault.PartHealth;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.report.log.LogSinkFactory;
import io.keepalive.agent.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReporterTest {

    private static final int THREADS = 8;
    private static final int DEATHS = 10_000;
    private static final int MORE_THAN_FIT = 2 * Reporter.CAPACITY;
    private static final int PAUSES = 20_000;
    private static final long LONG_ENOUGH = 60_000;
    /** For an event that the thread is woken for; then it writes within milliseconds. */
    private static final long LONG_ENOUGH_TO_WRITE = 3_000;

    @TempDir
    Path folder;

    private Reporter reporter;

    private Thread thread;

    @AfterEach
    void stop() {
        reporter.stop();
    }

    @Test
    void countsAStormExactlyAndKeepsTheLogReadable() throws Exception {
        Path file = folder.resolve("storm.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.INFO);
        start();
        storm(DEATHS);
        end();

        assertThat(reporter.counters().deadPeers().total()).isEqualTo(DEATHS);
        assertThat(reporter.counters().deadPeers().of(Cause.KEEPALIVE_TIMEOUT)).isEqualTo(DEATHS / 2);
        assertThat(reporter.counters().deadPeers().of(Cause.RESET)).isEqualTo(DEATHS / 2);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeLessThan(100);
        assertThat(reportedIn(lines)).isEqualTo(DEATHS);
    }

    @Test
    void jsonHasEveryDeathOrTheNumberDropped() throws Exception {
        Path file = folder.resolve("storm.json");
        reporter = reporter(file, LogSettings.Format.JSON, Level.INFO);
        start();
        storm(DEATHS);
        end();

        long reported = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode event = new ObjectMapper().readTree(line);
            reported += event.get("event").asText().equals("peer.dead")
                    ? 1
                    : event.get("omitted").asLong();
        }
        assertThat(reported).isEqualTo(DEATHS);
    }

    @Test
    void writesNothingDuringAPauseAndEverythingAfterIt() throws Exception {
        Path file = folder.resolve("pause.log");
        reporter = reporter(file, LogSettings.Format.JSON, Level.INFO);
        start();
        reporter.died(new SampleEvents().death());
        assertThat(reporter.pause(LONG_ENOUGH)).isTrue();
        Path moved = Files.move(file, folder.resolve("moved.log"));
        assertThat(Files.readAllLines(moved)).hasSize(1);
        reporter.died(new SampleEvents().death());
        Thread.sleep(LONG_ENOUGH_TO_WRITE);
        assertThat(file).doesNotExist();
        reporter.resume();
        waitFor(() -> Files.exists(file) && Files.size(file) > 0);
        assertThat(reporter.pause(LONG_ENOUGH)).isTrue();
        reporter.died(new SampleEvents().death());
        end();
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(Files.readAllLines(moved)).hasSize(1);
    }

    /** A request may come in any moment of a round, so there are many. */
    @Test
    void eachPauseFindsAllWrittenAndTheFilesClosed() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> Collections.singletonList(new TestSink() {
                    @Override
                    public void accept(Event event) {
                        written.incrementAndGet();
                    }

                    @Override
                    public void closeFiles() {
                        closed.incrementAndGet();
                    }
                }),
                Clock.SYSTEM);
        start();
        for (int pause = 1; pause <= PAUSES; pause++) {
            reporter.died(new SampleEvents().death());
            assertThat(reporter.pause(LONG_ENOUGH)).isTrue();
            assertThat(written).hasValue(pause);
            assertThat(closed).hasValue(pause);
            reporter.resume();
        }
        end();
    }

    @Test
    void aReporterThatHasNotStartedNeedsNoPause() {
        reporter = reporter(folder.resolve("none.log"), LogSettings.Format.JSON, Level.INFO);
        assertThat(reporter.pause(LONG_ENOUGH)).isTrue();
    }

    @Test
    void aStuckLogBlocksNoCaller() throws Exception {
        CountDownLatch unstick = new CountDownLatch(1);
        List<Event> written = Collections.synchronizedList(new ArrayList<>());
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> Collections.singletonList(stuck(unstick, written)),
                Clock.SYSTEM);
        start();

        storm(MORE_THAN_FIT);
        assertThat(reporter.counters().deadPeers().total()).isEqualTo(MORE_THAN_FIT);
        unstick.countDown();
        end();

        long dropped = written.stream()
                .filter(AgentEvent.class::isInstance)
                .mapToLong(event -> (Long) event.fields().values().get("omitted"))
                .sum();
        assertThat(dropped).isPositive();
        assertThat(written.stream().filter(PeerDead.class::isInstance).count() + dropped)
                .isEqualTo(MORE_THAN_FIT);
    }

    /** The thread that replaces the stuck one first passes the same event to the sinks that still lack it. */
    @Test
    void anotherThreadGoesOnWhereASinkDoesNotReturn() throws Exception {
        CountDownLatch unstick = new CountDownLatch(1);
        List<Event> stuck = Collections.synchronizedList(new ArrayList<>());
        List<Event> other = Collections.synchronizedList(new ArrayList<>());
        SetTime time = new SetTime();
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> List.of(
                        new GuardedSink(stuck(unstick, stuck), context.addSink("the log", true)),
                        stuck(new CountDownLatch(0), other)),
                time);
        start();
        reporter.died(new SampleEvents().death());
        waitFor(() -> thread.getState() == Thread.State.WAITING && isIn(thread, "ReporterTest"));
        reporter.reviewParts();
        time.millis += PartHealth.HUNG_AFTER_MILLIS;
        reporter.reviewParts();
        reporter.reviewParts();

        waitFor(() -> deaths(other) == 1);
        reporter.died(new SampleEvents().death());
        waitFor(() -> deaths(other) == 2);
        waitFor(() -> isInService(reporter, time));
        assertThat(reporter.parts().problems(time.millis))
                .singleElement()
                .asString()
                .contains("the log is out of service, not having returned for 10 s");

        unstick.countDown();
        thread.join();
        reporter.reviewParts();
        assertThat(reporter.parts().problems(time.millis)).isEmpty();
        reporter.died(new SampleEvents().death());
        waitFor(() -> deaths(stuck) == 3 && deaths(other) == 3);
        thread = threadNamed("keepalive-report");
        end();
    }

    /** The thread that was stuck uses neither what it has opened nor the event that the other has taken. */
    @Test
    void anotherThreadGoesOnWhereOpeningDoesNotReturn() throws Exception {
        CountDownLatch unstick = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        List<Integer> written = Collections.synchronizedList(new ArrayList<>());
        SetTime time = new SetTime();
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> {
                    int number = opened.incrementAndGet();
                    if (number == 2) {
                        awaitQuietly(unstick);
                    }
                    return Collections.singletonList(new TestSink() {
                        @Override
                        public void accept(Event event) {
                            written.add(number);
                        }
                    });
                },
                time);
        start();
        reporter.died(new SampleEvents().death());
        waitFor(() -> written.size() == 1);
        reporter.use(
                SampleEvents.report(SampleEvents.log("other.log", LogSettings.Format.JSON, Level.INFO)),
                SampleEvents.AGENT);
        waitFor(() -> opened.get() == 2);
        reporter.died(new SampleEvents().death());
        reporter.reviewParts();
        time.millis += PartHealth.HUNG_AFTER_MILLIS;
        reporter.reviewParts();
        reporter.reviewParts();
        waitFor(() -> written.size() == 2);

        unstick.countDown();
        thread.join();
        reporter.died(new SampleEvents().death());
        waitFor(() -> written.size() == 3);
        assertThat(written).containsExactly(1, 3, 3);
        thread = threadNamed("keepalive-report");
        end();
    }

    /** Whether the loop is in service again: it is from the end of the new thread's first round on, and a review shows it. */
    private static boolean isInService(Reporter reporter, Clock time) {
        reporter.reviewParts();
        return reporter.parts().problems(time.monotonicMillis()).stream()
                .noneMatch(problem -> problem.startsWith("the reporter "));
    }

    private static long deaths(List<Event> written) {
        return new ArrayList<>(written)
                .stream().filter(PeerDead.class::isInstance).count();
    }

    private static boolean isIn(Thread thread, String type) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().contains(type));
    }

    @Test
    void stopsAlthoughTheLogIsStuck() throws Exception {
        CountDownLatch unstick = new CountDownLatch(1);
        List<Event> written = Collections.synchronizedList(new ArrayList<>());
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> Collections.singletonList(stuck(unstick, written)),
                Clock.SYSTEM);
        start();
        reporter.died(new SampleEvents().death());
        reporter.stop();
        reporter.died(new SampleEvents().death());

        assertThat(written).isEmpty();
        unstick.countDown();
        thread.join();
        assertThat(written).hasSize(1);
        assertThat(reporter.counters().deadPeers().total()).isEqualTo(2);
    }

    @Test
    void writesEventsReportedBeforeTheStart() throws Exception {
        Path file = folder.resolve("early.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.INFO);
        reporter.report(AgentEvent.disabled(SampleEvents.AGENT, "early", SampleEvents.NOW));
        start();
        end();

        assertThat(Files.readAllLines(file)).singleElement().asString().contains("disabled: early; ");
    }

    @Test
    void aRecoveredWatchIntervalIsNoError() throws Exception {
        Path file = folder.resolve("pace.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.INFO);
        start();
        reporter.intervalChanged(true, 700, 12, 30_000);
        reporter.intervalChanged(false, 100, 1, 10);
        end();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .contains(" ERROR [keepalive] agent limited: a round over 30000 connections takes 12 ms");
        assertThat(lines.get(1)).endsWith(" INFO  [keepalive] the watcher checks every 100 ms again");
        assertThat(reporter.counters().agentErrors()).isZero();
    }

    @Test
    void countsEventsBelowTheLevelWithoutWritingThem() throws Exception {
        Path file = folder.resolve("warn.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.WARN);
        start();
        reporter.opened(new SampleEvents().connection());
        reporter.opened(new SampleEvents().adopted().connection());
        reporter.closed(new SampleEvents().connection());
        reporter.optionChanged(change(true));
        reporter.died(new SampleEvents().death(Cause.RESET, 0, 0));
        reporter.died(new SampleEvents().death());
        end();

        assertThat(Files.readAllLines(file)).singleElement().asString().contains("cause=keepalive_timeout");
        assertThat(reporter.counters().opened(DiscoveredBy.INTERCEPTED)).isEqualTo(1);
        assertThat(reporter.counters().opened(DiscoveredBy.ADOPTED)).isEqualTo(1);
        assertThat(reporter.counters().appChanges().of(OptionChange.Outcome.KEPT))
                .isEqualTo(1);
        assertThat(reporter.counters().deadPeers().total()).isEqualTo(2);
    }

    @Test
    void reportsAChangeOncePerCallSiteAndCountsEach() throws Exception {
        Path file = folder.resolve("change.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.INFO);
        start();
        reporter.optionChanged(change(true));
        reporter.optionChanged(change(false));
        end();

        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(reporter.counters().appChanges().total()).isEqualTo(2);
    }

    @Test
    void writesDebugEventsAtLevelDebug() throws Exception {
        Path file = folder.resolve("debug.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.DEBUG);
        start();
        reporter.opened(new SampleEvents().connection());
        reporter.closed(new SampleEvents().connection());
        end();

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void reportsARepeatedErrorAtPowersOfTen() throws Exception {
        Path file = folder.resolve("errors.log");
        reporter = reporter(file, LogSettings.Format.TEXT, Level.INFO);
        start();
        for (int i = 0; i < 1234; i++) {
            reporter.agentError("hook", new IllegalStateException("broken"));
        }
        reporter.notApplied(new SampleEvents().connection(), KeepaliveOption.IDLE, 30, "no");
        end();

        assertThat(reporter.counters().agentErrors()).isEqualTo(1235);
        assertThat(Files.readAllLines(file)).hasSize(5).element(3).asString().contains(", 1000 times so far");
    }

    @Test
    void neverThrowsToItsCaller() {
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> Collections.emptyList(),
                new NoTime());

        reporter.agentError("hook", null);
        reporter.notApplied(null, null, 0, null);

        assertThat(reporter.counters().agentErrors()).isEqualTo(4);
    }

    @Test
    void survivesAFailingSink() throws Exception {
        List<Event> written = Collections.synchronizedList(new ArrayList<>());
        reporter = new Reporter(
                SampleEvents.report(LogSettings.DEFAULT),
                SampleEvents.AGENT,
                (settings, context) -> List.of(broken(), stuck(new CountDownLatch(0), written)),
                Clock.SYSTEM);
        start();
        reporter.died(new SampleEvents().death());
        reporter.died(new SampleEvents().death());
        end();

        assertThat(written).hasSize(2);
        assertThat(reporter.counters().agentErrors()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void appliesChangedSettings() throws Exception {
        Path before = folder.resolve("before.log");
        Path after = folder.resolve("after.json");
        reporter = reporter(before, LogSettings.Format.TEXT, Level.INFO);
        start();
        reporter.died(new SampleEvents().death());
        waitFor(() -> Files.exists(before) && Files.size(before) > 0);
        reporter.use(
                SampleEvents.report(SampleEvents.log(after.toString(), LogSettings.Format.JSON, Level.DEBUG)),
                SampleEvents.AGENT);
        reporter.opened(new SampleEvents().connection());
        end();

        assertThat(Files.readAllLines(before)).hasSize(1);
        assertThat(Files.readAllLines(after))
                .singleElement()
                .asString()
                .startsWith("{")
                .contains("\"event\":\"connection.opened\"");
    }

    /** The change and the second event come while the first is written, and so before the queue is found empty. */
    @Test
    void eventAfterAChangeOfSettingsGoesToTheNewSinks() throws Exception {
        ReportSettings first = SampleEvents.report(LogSettings.DEFAULT);
        ReportSettings second = SampleEvents.report(SampleEvents.log("other.log", LogSettings.Format.JSON, Level.INFO));
        List<ReportSettings> written = Collections.synchronizedList(new ArrayList<>());
        reporter = new Reporter(
                first,
                SampleEvents.AGENT,
                (settings, context) -> Collections.singletonList(new TestSink() {
                    @Override
                    public void accept(Event event) {
                        written.add(settings);
                        if (written.size() == 1) {
                            reporter.use(second, SampleEvents.AGENT);
                            reporter.died(new SampleEvents().death());
                        }
                    }
                }),
                Clock.SYSTEM);
        start();
        reporter.died(new SampleEvents().death());
        waitFor(() -> written.size() == 2);
        end();

        assertThat(written).containsExactly(first, second);
    }

    @Test
    void runsOnADaemonThreadOfTheSystemGroup() throws Exception {
        reporter = reporter(folder.resolve("thread.log"), LogSettings.Format.TEXT, Level.INFO);
        start();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(thread.getThreadGroup().getParent()).isNull();
        end();
        assertThat(thread.isAlive()).isFalse();
    }

    private void start() {
        reporter.start();
        thread = threadNamed("keepalive-report");
    }

    /** Waits without the reporter's own limit, since the machine may be busy. */
    private void end() throws InterruptedException {
        reporter.stop();
        thread.join();
    }

    private void storm(int deaths) throws InterruptedException {
        Death silent = new SampleEvents().death();
        Death reset = new SampleEvents().death(Cause.RESET, 0, 0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                for (int death = 0; death < deaths / THREADS; death++) {
                    reporter.died(death % 2 == 0 ? silent : reset);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Number of deaths in the text log: single lines, summaries and dropped events. */
    private static long reportedIn(List<String> lines) {
        Pattern several = Pattern.compile("peers dead: (\\d+) (?:more|connections)|report queue full: (\\d+) events");
        long reported = 0;
        for (String line : lines) {
            Matcher sum = several.matcher(line);
            if (sum.find()) {
                reported += Long.parseLong(sum.group(1) == null ? sum.group(2) : sum.group(1));
            } else {
                assertThat(line).contains("] peer dead: ");
                reported++;
            }
        }
        return reported;
    }

    private static Reporter reporter(Path file, LogSettings.Format format, Level level) {
        return new Reporter(
                SampleEvents.report(SampleEvents.log(file.toString(), format, level)),
                SampleEvents.AGENT,
                new LogSinkFactory(),
                Collections.emptyList());
    }

    private static OptionChange change(boolean first) {
        return TestEvents.change(
                new SampleEvents().connection(), OptionChange.Outcome.KEPT, "main", new Throwable(), first);
    }

    private static Thread threadNamed(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitFor(Condition condition) throws Exception {
        while (!condition.holds()) {
            Thread.sleep(10);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Sink stuck(CountDownLatch until, List<Event> written) {
        return new TestSink() {
            @Override
            public void accept(Event event) {
                awaitQuietly(until);
                written.add(event);
            }
        };
    }

    private static Sink broken() {
        return new TestSink() {
            @Override
            public void accept(Event event) {
                throw new IllegalStateException("broken");
            }
        };
    }

    private static final class NoTime implements Clock {
        @Override
        public long wallMillis() {
            throw new IllegalStateException("no clock");
        }

        @Override
        public long monotonicMillis() {
            throw new IllegalStateException("no clock");
        }
    }

    private static final class SetTime implements Clock {

        private volatile long millis = 1;

        @Override
        public long wallMillis() {
            return 0;
        }

        @Override
        public long monotonicMillis() {
            return millis;
        }
    }

    private abstract static class TestSink implements Sink {

        @Override
        public void close() {}
    }
}
