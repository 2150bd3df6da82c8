// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConfigReaderTest {

    private static final long LONG_ENOUGH = 60_000;

    @TempDir
    private Path folder;

    private final BlockingQueue<Reading> changes = new LinkedBlockingQueue<>();
    private Path file;
    private ConfigReader reader;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("keepalive.yaml"), "keepalive: {idle: 30s}");
        reader = new ConfigReader(new Overrides(file.toString(), key -> null, key -> null));
    }

    @AfterEach
    void stop() {
        reader.stop();
    }

    @Test
    void readsTheCurrentContent() throws Exception {
        assertThat(idle(reader.read())).isEqualTo(30);
        Files.writeString(file, "keepalive: {idle: 40s}");
        assertThat(idle(reader.read())).isEqualTo(40);
    }

    @Test
    void reportsAChange() throws Exception {
        Reading first = acceptedReading();
        reader.watch(changes::add);
        Files.writeString(file, "keepalive: {idle: 40s}");
        Reading changed = changes.take();
        assertThat(idle(changed)).isEqualTo(40);
        assertThat(first.isOlderThan(changed)).isTrue();
        assertThat(changed.isOlderThan(first)).isFalse();
    }

    /** A read in the middle of a write is followed by a change, even where the final content is the original one. */
    @Test
    void aReadDuringAWriteIsFollowedByAChange() throws Exception {
        acceptedReading();
        Files.writeString(file, "");
        assertThat(idle(acceptedReading())).isEqualTo(60);
        reader.watch(changes::add);
        Files.writeString(file, "keepalive: {idle: 30s}");
        assertThat(idle(changes.take())).isEqualTo(30);
    }

    /** Applying it may have failed, been cancelled, or come too late for the caller. */
    @Test
    void whatWasReadAndNotAcceptedIsReportedAsAChange() throws Exception {
        acceptedReading();
        reader.watch(changes::add);
        Files.writeString(file, "keepalive: {idle: 40s}");
        reader.read();
        assertThat(idle(changes.take())).isEqualTo(40);
    }

    @Test
    void whatWasAcceptedIsNotReportedAsAChange() throws Exception {
        acceptedReading();
        Files.writeString(file, "keepalive: {idle: 40s}");
        acceptedReading();
        reader.watch(changes::add);
        assertThat(changes.poll(3, TimeUnit.SECONDS)).isNull();
        Files.writeString(file, "keepalive: {idle: 50s}");
        assertThat(idle(changes.take())).isEqualTo(50);
    }

    /** The thread checks the file every second otherwise. */
    @Test
    void readsNothingDuringAPause() throws Exception {
        acceptedReading();
        reader.watch(changes::add);
        assertThat(reader.pause(LONG_ENOUGH)).isTrue();
        Files.writeString(file, "keepalive: {idle: 40s}");
        assertThat(changes.poll(3, TimeUnit.SECONDS)).isNull();
        reader.resume();
        assertThat(idle(changes.take())).isEqualTo(40);
    }

    @Test
    void endsDuringAPause() {
        acceptedReading();
        reader.pause(LONG_ENOUGH);
        reader.stop();
        assertThatIllegalStateException().isThrownBy(reader::read);
    }

    private Reading acceptedReading() {
        Reading reading = reader.read();
        reader.accept(reading);
        return reading;
    }

    /** An earlier agent was detached while the file system did not respond; its thread still waits. */
    @Test
    void waitsForTheThreadOfAnEarlierAgent() throws Exception {
        Object never = new Object();
        Thread earlier = new Thread(root(), () -> waitFor(never), ConfigReader.THREAD_NAME);
        earlier.start();
        assertThatThrownBy(() -> reader.read().config())
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(file + ": cannot be read: its file system has not answered within 5 s");
        earlier.interrupt();
        earlier.join();
        assertThat(idle(reader.read())).isEqualTo(30);
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private static void waitFor(Object never) {
        synchronized (never) {
            try {
                never.wait();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void readsNothingAfterStop() {
        reader.stop();
        assertThatIllegalStateException().isThrownBy(reader::read).withMessage("the agent has been detached");
    }

    @Test
    void readsWithoutAThreadWhereThereIsNoFile() throws Exception {
        assertThat(new ConfigReader(new Overrides(null, key -> null, key -> null))
                        .read()
                        .config()
                        .file())
                .isNull();
    }

    private static long idle(Reading reading) throws InvalidConfigException {
        return reading.config().policy().fallback().settings().idleSeconds();
    }
}
