// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.report.SinkContexts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;

class JfrSinkTest {

    /** The lock under which Flight Recorder calls its listeners, removes them and is created. */
    private static final String LOCK = "jdk.jfr.internal.PlatformRecorder";

    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** Otherwise the thread of the application that first uses Flight Recorder would wait for ever. */
    @Test
    void isNotifiedWhileItIsBeingClosed() throws Exception {
        JfrSink sink = new JfrSink(SinkContexts.of(problems));
        CompletableFuture<Void> closing = new CompletableFuture<>();
        CompletableFuture<Void> notified = CompletableFuture.runAsync(() -> notifyDuringClose(sink, closing));

        notified.get(30, TimeUnit.SECONDS);
        closing.get(30, TimeUnit.SECONDS);

        assertThat(registered()).noneMatch(name -> name.startsWith("keepalive."));
        assertThat(problems).isEmpty();
    }

    private static void notifyDuringClose(JfrSink sink, CompletableFuture<Void> closing) {
        synchronized (lock()) {
            Thread closer = new Thread(() -> {
                sink.close();
                closing.complete(null);
            });
            closer.setDaemon(true);
            closer.start();
            while (closer.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            sink.recorderInitialized(FlightRecorder.getFlightRecorder());
        }
    }

    private static Class<?> lock() {
        try {
            return Class.forName(LOCK);
        } catch (ClassNotFoundException moved) {
            throw new AssertionError(moved);
        }
    }

    private static List<String> registered() {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .toList();
    }
}
