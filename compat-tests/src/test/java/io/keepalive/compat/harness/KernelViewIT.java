package io.keepalive.compat.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.compat.application.Connections;
import org.junit.jupiter.api.Test;

/** What a test asks for and there is not makes it fail, and does not count as what this machine lacks. */
class KernelViewIT {

    @Test
    void aConnectionThatIsNotThereIsAFailure() {
        try (ForkedJvm application =
                Launch.of(Connections.class).arguments("blocking").start()) {
            AnnouncedConnection end = AnnouncedConnection.of(application, "blocking", "connect");
            AnnouncedConnection other = new AnnouncedConnection(end.pid(), end.localPort(), end.localPort());
            assertThatThrownBy(() -> KernelView.set(other, 6, 4, 77)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void anOptionThatTheKernelRefusesIsAFailure() {
        try (ForkedJvm application =
                Launch.of(Connections.class).arguments("blocking").start()) {
            AnnouncedConnection end = AnnouncedConnection.of(application, "blocking", "connect");
            assertThatThrownBy(() -> KernelView.set(end, 6, 4, -1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Invalid argument");
        }
    }
}
