// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.SampleConnections;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class PendingOpenersTest {

    private final SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
    private final FileDescriptor descriptor = sample.calls.open(7);

    @Test
    void isTheThreadThatCalledConnect() throws Exception {
        sample.connections.rememberCallSites(true);
        on("asks", () -> sample.connections.connecting(descriptor));
        on("connects", () -> sample.opened(descriptor));
        Connection connection = sample.find(descriptor);
        assertThat(connection.openedByThread()).isEqualTo("asks");
        assertThat(connection.openedAt().getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("connecting"));
    }

    @Test
    void keepsTheFirstOpener() throws Exception {
        on("asks", () -> sample.connections.connecting(descriptor));
        on("asks too early", () -> sample.connections.connecting(descriptor));
        assertThat(sample.opened(descriptor).openedByThread()).isEqualTo("asks");
    }

    @Test
    void isForgottenWhenTheDescriptorIsClosed() throws Exception {
        on("asks", () -> sample.connections.connecting(descriptor));
        sample.closed(descriptor);
        assertThat(sample.opened(sample.calls.open(7)).openedByThread())
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void isNotThatOfAnEarlierDescriptorOfTheSameNumber() throws Exception {
        on("asks", () -> sample.connections.connecting(descriptor));
        sample.calls.close(descriptor);
        FileDescriptor next = sample.calls.open(7);
        on("asks next", () -> sample.connections.connecting(next));
        assertThat(sample.opened(next).openedByThread()).isEqualTo("asks next");
    }

    @Test
    void ignoresAMissingDescriptor() {
        sample.connections.connecting(null);
        assertThat(sample.opened(descriptor).openedByThread())
                .isEqualTo(Thread.currentThread().getName());
    }

    private static void on(String name, Runnable work) throws InterruptedException {
        Thread thread = new Thread(work, name);
        thread.start();
        thread.join();
    }
}
