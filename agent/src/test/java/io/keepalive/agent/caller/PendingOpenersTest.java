package io.keepalive.agent.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.connection.SampleConnections;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class PendingOpenersTest {

    private final SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
    private final FileDescriptor descriptor = scene.calls.open(7);

    @Test
    void isTheThreadThatAskedAndNotTheOneOnWhichItStands() throws Exception {
        scene.connections.rememberCallSites(true);
        on("asks", () -> scene.connections.connecting(descriptor));
        on("connects", () -> scene.opened(descriptor));
        Connection connection = scene.find(descriptor);
        assertThat(connection.openedByThread()).isEqualTo("asks");
        assertThat(connection.openedAt().getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("connecting"));
    }

    @Test
    void theFirstWhoAsksCounts() throws Exception {
        on("asks", () -> scene.connections.connecting(descriptor));
        on("asks too early", () -> scene.connections.connecting(descriptor));
        assertThat(scene.opened(descriptor).openedByThread()).isEqualTo("asks");
    }

    @Test
    void isForgottenWhereItIsClosedBefore() throws Exception {
        on("asks", () -> scene.connections.connecting(descriptor));
        scene.closed(descriptor);
        assertThat(scene.opened(scene.calls.open(7)).openedByThread())
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void isNotTheOneOfAnEarlierDescriptorOfTheSameNumber() throws Exception {
        on("asks", () -> scene.connections.connecting(descriptor));
        scene.calls.close(descriptor);
        FileDescriptor next = scene.calls.open(7);
        on("asks next", () -> scene.connections.connecting(next));
        assertThat(scene.opened(next).openedByThread()).isEqualTo("asks next");
    }

    @Test
    void withoutADescriptorThereIsNothingToRemember() {
        scene.connections.connecting(null);
        assertThat(scene.opened(descriptor).openedByThread())
                .isEqualTo(Thread.currentThread().getName());
    }

    private static void on(String name, Runnable work) throws InterruptedException {
        Thread thread = new Thread(work, name);
        thread.start();
        thread.join();
    }
}
