package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AppChangesTest {

    /** After connecting, the application switches keepalive off or sets an idle time of its own. */
    @ParameterizedTest
    @CsvSource({
        "AGENT,     ENABLED, 0,   1,   OVERRIDDEN",
        "AGENT,     IDLE,    300, 60,  OVERRIDDEN",
        "APP,       ENABLED, 0,   0,   KEPT",
        "APP,       IDLE,    300, 300, KEPT",
        "FILL_GAPS, ENABLED, 0,   1,   OVERRIDDEN",
        "FILL_GAPS, IDLE,    300, 300, KEPT",
    })
    void precedenceDecides(
            Precedence precedence, KeepaliveOption option, int set, int remains, AppChange.Outcome outcome) {
        Scene scene = Scene.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);

        applicationSets(scene, descriptor, option, set);

        assertThat(scene.calls.settings(descriptor)).isEqualTo(Scene.WANTED.with(option, remains));
        assertThat(connection.wanted()).isEqualTo(Scene.WANTED.with(option, remains));
        assertThat(scene.listener.changes).singleElement().satisfies(change -> {
            assertThat(change.connection()).isSameAs(connection);
            assertThat(change.option()).isEqualTo(option);
            assertThat(change.value()).isEqualTo(set);
            assertThat(change.outcome()).isEqualTo(outcome);
            assertThat(change.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(change.isFirstHere()).isTrue();
        });
    }

    /** Before connecting, it does the same: nothing is reported, since nothing was changed. */
    @ParameterizedTest
    @CsvSource({
        "AGENT,     IDLE, 300, 60",
        "APP,       IDLE, 300, 300",
        "FILL_GAPS, IDLE, 300, 300",
        "APP,       IDLE, 7200, 7200",
        "APP,       ENABLED, 0, 0",
        "FILL_GAPS, ENABLED, 0, 1",
    })
    void precedenceDecidesOnWhatWasSetBeforeConnecting(
            Precedence precedence, KeepaliveOption option, int set, int remains) {
        Scene scene = Scene.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7);
        applicationSets(scene, descriptor, option, set);
        scene.opened(descriptor);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(Scene.WANTED.with(option, remains));
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void whatWasChosenOnAnEarlierDescriptorOfTheSameNumberIsNoChoice() {
        Scene scene = Scene.enforcing(Precedence.APP);
        FileDescriptor earlier = scene.calls.open(7);
        applicationSets(scene, earlier, KeepaliveOption.ENABLED, 0);
        scene.calls.close(earlier);
        FileDescriptor later = scene.calls.open(7);
        scene.opened(later);
        assertThat(scene.calls.settings(later)).isEqualTo(Scene.WANTED);
    }

    @Test
    void choicesBeforeConnectingAddUp() {
        Scene scene = Scene.enforcing(Precedence.APP);
        FileDescriptor descriptor = scene.calls.open(7);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 0);
        applicationSets(scene, descriptor, KeepaliveOption.COUNT, 9);
        scene.opened(descriptor);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(new KeepaliveSettings(0, 60, 10, 9, 0));
    }

    @Test
    void settingWhatThePolicyWantsIsNoChange() {
        Scene scene = Scene.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void aCallSiteIsNewsOnce() {
        Scene scene = Scene.enforcing(Precedence.AGENT);
        for (int number = 7; number < 10; number++) {
            FileDescriptor descriptor = scene.calls.open(number);
            scene.opened(descriptor);
            applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 0);
        }
        assertThat(scene.listener.changes).extracting(AppChange::isFirstHere).containsExactly(true, false, false);
        assertThat(scene.listener.changes)
                .extracting(change -> change.callSite() != null)
                .as("whose stack was kept")
                .containsExactly(true, false, false);
        assertThat(scene.listener.changes)
                .extracting(AppChange::thread)
                .containsOnly(Thread.currentThread().getName());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "OFF"})
    void nothingIsPutRightUnlessEnforced(Mode mode) {
        Scene scene = Scene.in(mode);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 300);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes).hasSize(mode == Mode.OFF ? 0 : 1);
    }

    @Test
    void aRuleThatSaysOffLetsTheApplicationDoAsItLikes() {
        Rule off = new Rule("sidecar", Match.everything(), Mode.OFF, Scene.WANTED);
        Scene scene = new Scene(Scene.policy(Mode.ENFORCE, Precedence.AGENT, Scene.WANTED, off));
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes).isEmpty();
    }

    /** On platforms where the agent sets options through the JDK, its own hand comes by here too. */
    @Test
    void theAgentsOwnHandIsNotTheApplications() {
        Scene scene = Scene.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        connection.beginTuning();
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 300);
        connection.endTuning();
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void aSocketClosedMeanwhileIsNoMatter() {
        Scene scene = Scene.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        scene.calls.close(descriptor);
        scene.appChanges.set(descriptor, KeepaliveOption.ENABLED);
        assertThat(scene.listener.changes).isEmpty();
    }

    private static void applicationSets(Scene scene, FileDescriptor descriptor, KeepaliveOption option, int value) {
        scene.calls.applicationSets(descriptor, option, value);
        scene.appChanges.set(descriptor, option);
    }
}
