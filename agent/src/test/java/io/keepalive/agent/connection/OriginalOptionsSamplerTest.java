package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class OriginalOptionsSamplerTest {

    private static final KeepaliveSettings INHERITED_INTERVAL = new KeepaliveSettings(0, 7200, 5, 9, 0);
    private static final KeepaliveSettings ALREADY_ON = new KeepaliveSettings(1, 7200, 5, 4, 0);

    private final SampleConnections scene = SampleConnections.enforcing(Precedence.APP);

    /** A new second may begin in between. */
    @Test
    void oneReadingStandsForTheConnectionsOfAService() {
        for (int number = 7; number < 107; number++) {
            assertThat(scene.opened(scene.calls.open(number)).original()).isEqualTo(FakeSocketCalls.SYSTEM);
        }
        assertThat(scene.calls.reads).isBetween(5, 50);
    }

    @Test
    void anotherServiceIsReadForItself() {
        scene.opened(scene.calls.open(7));
        assertThat(scene.accepted(scene.calls.open(8, ALREADY_ON)).original()).isEqualTo(ALREADY_ON);
    }

    @Test
    void whatIsNotUntouchedStandsForNobody() {
        assertThat(scene.opened(scene.calls.open(7, ALREADY_ON)).original()).isEqualTo(ALREADY_ON);
        assertThat(scene.opened(scene.calls.open(8)).original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    @Test
    void whereTheServiceIsNotKnownAllAreRead() {
        for (int number = 7; number < 17; number++) {
            scene.connections.accepted(scene.calls.open(number), 0, Peers.at("10.0.0.2", 40_001), true);
        }
        assertThat(scene.calls.reads).isEqualTo(10 * 5);
    }

    @Test
    void oneOnWhichTheApplicationHasChosenIsRead() {
        scene.opened(scene.calls.open(6));
        FileDescriptor descriptor = scene.calls.open(7, INHERITED_INTERVAL);
        scene.optionChanges.set(descriptor, KeepaliveOption.INTERVAL);
        assertThat(scene.opened(descriptor).original()).isEqualTo(INHERITED_INTERVAL);
        assertThat(scene.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    /** Accepted sockets inherit from the listening one. */
    @Test
    void soAreAcceptedOnesWhileSomethingIsChosenOnOthers() {
        scene.accepted(scene.calls.open(5));
        FileDescriptor listening = scene.calls.open(6);
        scene.optionChanges.set(listening, KeepaliveOption.INTERVAL);
        assertThat(scene.accepted(scene.calls.open(7, INHERITED_INTERVAL)).original())
                .isEqualTo(INHERITED_INTERVAL);
        scene.closed(listening);
        assertThat(scene.optionChanges.hasEarly()).isFalse();
    }

    @Test
    void aSocketThatIsNoneOfTcpsIsLeftAloneWhateverTheSampleSays() {
        scene.opened(scene.calls.open(6));
        scene.calls.writes.clear();
        assertThat(scene.opened(scene.calls.openNoTcp(7))).isNull();
        assertThat(scene.calls.writes).isEmpty();
    }
}
