package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Precedence;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class FirstReadingTest {

    private static final KeepaliveSettings INHERITED_INTERVAL = new KeepaliveSettings(0, 7200, 5, 9, 0);
    private static final KeepaliveSettings INHERITED_IDLE = new KeepaliveSettings(0, 30, 5, 9, 0);
    private static final KeepaliveSettings ALREADY_ON = new KeepaliveSettings(1, 7200, 5, 4, 0);

    private final Scene scene = Scene.enforcing(Precedence.APP);

    @Test
    void anUntouchedSocketIsAskedOnceOrTwice() {
        scene.opened(scene.calls.open(7));
        assertThat(scene.calls.reads).isEqualTo(1);
        scene.accepted(scene.calls.open(8));
        assertThat(scene.calls.reads).isEqualTo(3);
        assertThat(scene.registry.at(7).original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.registry.at(8).original()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void oneThatHasKeepaliveOnAlreadyIsReadWhole() {
        assertThat(scene.opened(scene.calls.open(7, ALREADY_ON)).original()).isEqualTo(ALREADY_ON);
        assertThat(scene.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    @Test
    void soIsOneOnWhichTheApplicationHasChosen() {
        FileDescriptor descriptor = scene.calls.open(7, INHERITED_INTERVAL);
        scene.appChanges.set(descriptor, KeepaliveOption.INTERVAL);
        assertThat(scene.opened(descriptor).original()).isEqualTo(INHERITED_INTERVAL);
        assertThat(scene.registry.at(7).wanted().intervalSeconds()).isEqualTo(5);
    }

    @Test
    void soIsOneThatInheritedAnIdleTime() {
        assertThat(scene.accepted(scene.calls.open(7, INHERITED_IDLE)).original())
                .isEqualTo(INHERITED_IDLE);
    }

    /** What an accepted socket inherits beside the idle time, only the choice on the listening socket tells. */
    @Test
    void soIsOneThatMayHaveInheritedAChoice() {
        FileDescriptor listening = scene.calls.open(6);
        scene.appChanges.set(listening, KeepaliveOption.INTERVAL);
        assertThat(scene.accepted(scene.calls.open(7, INHERITED_INTERVAL)).original())
                .isEqualTo(INHERITED_INTERVAL);
        scene.closed(listening);
        scene.calls.reads = 0;
        scene.accepted(scene.calls.open(8));
        assertThat(scene.calls.reads).isEqualTo(2);
    }

    @Test
    void aSocketThatIsNoneOfTcpsIsLeftAlone() {
        assertThat(scene.opened(scene.calls.openNoTcp(7))).isNull();
        assertThat(scene.calls.writes).isEmpty();
    }
}
