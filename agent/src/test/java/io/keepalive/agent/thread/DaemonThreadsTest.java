// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

    @Test
    void createsADaemonWithoutAContextClassLoader() {
        Thread thread = DaemonThreads.create("keepalive-test", () -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(thread.getName()).isEqualTo("keepalive-test");
    }

    /** It would run with the agent's rights: a JDK class may do for its caller what the caller itself may not do. */
    @Test
    void rejectsWorkOfOtherCode() {
        assertThatThrownBy(() -> DaemonThreads.create("keepalive-test", new FutureTask<>(() -> null)))
                .isInstanceOf(SecurityException.class);
    }

    /** The application's handler may end the JVM. */
    @Test
    void keepsItsFailuresFromTheApplicationsHandler() throws InterruptedException {
        AtomicReference<Throwable> handled = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> handled.set(failure));
        try {
            Thread thread = DaemonThreads.create("keepalive-test", () -> {
                throw new IllegalStateException("in a test");
            });
            thread.start();
            thread.join();
            assertThat(handled).hasValue(null);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
