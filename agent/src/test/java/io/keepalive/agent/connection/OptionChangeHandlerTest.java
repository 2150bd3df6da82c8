package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Reason;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionChangeHandlerTest {

    /**
     * After connecting, the application switches keepalive off or sets an idle time of its own: with that, all timings
     * are its own.
     */
    @ParameterizedTest
    @CsvSource({
        "STRICTEST, ENABLED, 0,   1, 60, 10, 3, OVERRIDDEN",
        "STRICTEST, IDLE,    300, 1, 60, 10, 3, OVERRIDDEN",
        "AGENT,     ENABLED, 0,   1, 60, 10, 3, OVERRIDDEN",
        "AGENT,     IDLE,    300, 1, 60, 10, 3, OVERRIDDEN",
        "APP,       ENABLED, 0,   0, 60, 10, 3, KEPT",
        "APP,       IDLE,    300, 1, 300, 75, 9, KEPT",
        "FILL_GAPS, ENABLED, 0,   1, 60, 10, 3, OVERRIDDEN",
        "FILL_GAPS, IDLE,    300, 1, 300, 75, 9, KEPT",
    })
    void precedenceDecides(
            Precedence precedence,
            KeepaliveOption option,
            int set,
            int enabled,
            int idle,
            int interval,
            int count,
            OptionChange.Outcome outcome) {
        SampleConnections scene = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);

        applicationSets(scene, descriptor, option, set);

        KeepaliveSettings remains = new KeepaliveSettings(enabled, idle, interval, count, 0);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(remains);
        assertThat(connection.wanted()).isEqualTo(remains);
        assertThat(scene.listener.changes).singleElement().satisfies(change -> {
            assertThat(change.connection()).isSameAs(connection);
            assertThat(change.option()).isEqualTo(option);
            assertThat(change.value()).isEqualTo(set);
            assertThat(change.outcome()).isEqualTo(outcome);
            assertThat(change.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(change.seen()).isEqualTo(OptionChange.Seen.CALL);
            assertThat(change.isFirstHere()).isTrue();
        });
    }

    /** Before connecting, it does the same; what differs from others' is told as it opens. */
    @ParameterizedTest
    @CsvSource({
        "STRICTEST, IDLE,    300,  1, 60, 10, 3, OVERRIDDEN",
        "STRICTEST, ENABLED, 0,    1, 60, 10, 3, OVERRIDDEN",
        "AGENT,     IDLE,    300,  1, 60, 10, 3, OVERRIDDEN",
        "APP,       IDLE,    300,  1, 300, 75, 9, KEPT",
        "FILL_GAPS, IDLE,    300,  1, 300, 75, 9, KEPT",
        "APP,       IDLE,    7200, 1, 7200, 75, 9, KEPT",
        "APP,       COUNT,   3,    1, 7200, 75, 3, ",
        "APP,       ENABLED, 0,    0, 60, 10, 3, KEPT",
        "FILL_GAPS, ENABLED, 0,    1, 60, 10, 3, OVERRIDDEN",
        "AGENT,     ENABLED, 1,    1, 60, 10, 3, ",
    })
    void precedenceDecidesOnWhatWasSetBeforeConnecting(
            Precedence precedence,
            KeepaliveOption option,
            int set,
            int enabled,
            int idle,
            int interval,
            int count,
            OptionChange.Outcome outcome) {
        SampleConnections scene = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7);
        applicationSets(scene, descriptor, option, set);
        scene.opened(descriptor);
        assertThat(scene.calls.settings(descriptor))
                .isEqualTo(new KeepaliveSettings(enabled, idle, interval, count, 0));
        assertThat(scene.listener.changes)
                .allSatisfy(change -> assertThat(change.seen()).isEqualTo(OptionChange.Seen.BEFORE))
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome)
                .isEqualTo(outcome == null ? List.of() : List.of(tuple(option, set, outcome)));
    }

    /** As mssql-jdbc does. What is not yet tighter than the policy's gives way to it, and comes back with the rest. */
    @Test
    void timingsSetOneByOneHoldOnceTheyAreStricter() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 30);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        applicationSets(scene, descriptor, KeepaliveOption.INTERVAL, 1);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(30, 1, 9, 0));
        applicationSets(scene, descriptor, KeepaliveOption.COUNT, 2);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(30, 1, 2, 0));
        assertThat(connection.original()).isEqualTo(new KeepaliveSettings(0, 30, 1, 2, 0));
        assertThat(scene.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome)
                .containsExactly(
                        tuple(KeepaliveOption.IDLE, OptionChange.Outcome.OVERRIDDEN),
                        tuple(KeepaliveOption.INTERVAL, OptionChange.Outcome.KEPT),
                        tuple(KeepaliveOption.COUNT, OptionChange.Outcome.KEPT));
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 300);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    /** As NioSocketImpl.setOption, which calls Net.setSocketOption: by then the agent has put its own value there. */
    @Test
    void aCallThatComesByTwiceIsOne() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 30);
        scene.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        assertThat(connection.original().idleSeconds()).isEqualTo(30);
        assertThat(scene.listener.changes).hasSize(1);
    }

    /** It belongs to the application's own timings all the same. */
    @Test
    void aValueThatThePolicyHasTooIsRemembered() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 60);
        assertThat(scene.listener.changes).isEmpty();
        applicationSets(scene, descriptor, KeepaliveOption.INTERVAL, 2);
        applicationSets(scene, descriptor, KeepaliveOption.COUNT, 2);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(60, 2, 2, 0));
    }

    /** Native code has set idle and interval; the count that it wanted is the system's. */
    @ParameterizedTest
    @EnumSource(names = {"APP", "FILL_GAPS"})
    void timingsBelongTogether(Precedence precedence) {
        SampleConnections scene = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7, KeepaliveSettings.on(120, 10, 9, 0));
        scene.adopted(descriptor, 4711);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(120, 10, 9, 0));
    }

    /** A reload: what becomes of the same values now is news, and that other connections have them too is none. */
    @Test
    void anotherPrecedenceIsToldOfOnceForItsKind() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        for (int number = 7; number < 9; number++) {
            scene.adopted(scene.calls.open(number, KeepaliveSettings.on(120, 10, 9, 0)), number);
        }
        scene.listener.changes.clear();
        scene.connections.use(SampleConnections.policy(Mode.ENFORCE, Precedence.APP, SampleConnections.WANTED));
        scene.connections.use(SampleConnections.policy(Mode.ENFORCE, Precedence.APP, SampleConnections.WANTED));
        assertThat(scene.registry.at(8).wanted()).isEqualTo(KeepaliveSettings.on(120, 10, 9, 0));
        assertThat(scene.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome)
                .containsExactly(tuple(KeepaliveOption.IDLE, OptionChange.Outcome.KEPT));
    }

    @Test
    void whatAnAdoptedConnectionCameWithIsToldOnceForItsKind() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        for (int number = 7; number < 9; number++) {
            scene.adopted(scene.calls.open(number, KeepaliveSettings.on(13, 13, 3, 6_000)), number);
        }
        scene.adopted(scene.calls.open(9, KeepaliveSettings.on(120, 10, 9, 0)), 9);
        assertThat(scene.listener.changes)
                .filteredOn(OptionChange::isFirstHere)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome, OptionChange::reason)
                .containsExactlyInAnyOrder(
                        tuple(KeepaliveOption.INTERVAL, 13, OptionChange.Outcome.KEPT, Reason.OWN_TIMINGS_SOONER),
                        tuple(KeepaliveOption.IDLE, 13, OptionChange.Outcome.KEPT, Reason.OWN_TIMINGS_SOONER),
                        tuple(KeepaliveOption.USER_TIMEOUT, 6_000, OptionChange.Outcome.KEPT, Reason.NOT_CONFIGURED),
                        tuple(KeepaliveOption.IDLE, 120, OptionChange.Outcome.OVERRIDDEN, Reason.POLICY_SOONER));
    }

    @Test
    void whereTheAgentOnlyObservesWhatAConnectionCameWithStays() {
        SampleConnections scene = SampleConnections.in(Mode.OBSERVE);
        Connection connection = scene.adopted(scene.calls.open(7, KeepaliveSettings.on(120, 10, 9, 0)), 7);
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome, OptionChange::reason)
                .containsExactly(tuple(KeepaliveOption.IDLE, OptionChange.Outcome.KEPT, null));
    }

    /** All of what native code has set behind the JVM's back is one change. */
    @Test
    void aDriftIsDecidedOnAsAWhole() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 13);
        scene.calls.applicationSets(descriptor, KeepaliveOption.INTERVAL, 13);
        scene.calls.applicationSets(descriptor, KeepaliveOption.COUNT, 9);
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 13);
        scene.calls.applicationSets(descriptor, KeepaliveOption.INTERVAL, 13);
        scene.calls.applicationSets(descriptor, KeepaliveOption.COUNT, 4);
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(13, 13, 4, 0));
        assertThat(scene.listener.changes)
                .filteredOn(OptionChange::isFirstHere)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome)
                .containsExactly(
                        tuple(KeepaliveOption.INTERVAL, 13, OptionChange.Outcome.OVERRIDDEN),
                        tuple(KeepaliveOption.COUNT, 9, OptionChange.Outcome.OVERRIDDEN),
                        tuple(KeepaliveOption.IDLE, 13, OptionChange.Outcome.OVERRIDDEN),
                        tuple(KeepaliveOption.INTERVAL, 13, OptionChange.Outcome.KEPT),
                        tuple(KeepaliveOption.COUNT, 4, OptionChange.Outcome.KEPT),
                        tuple(KeepaliveOption.IDLE, 13, OptionChange.Outcome.KEPT));
    }

    /** Keepalive on at least, and often the count: nobody was seen setting them, and they are as the agent has set them. */
    @ParameterizedTest
    @CsvSource({
        "STRICTEST, 13, 13, 3, 6000",
        "STRICTEST, 13, 13, 3, 0",
        "STRICTEST, 20, 10, 3, 45000",
        "STRICTEST, 5, 7, 2, 5000",
        "STRICTEST, 30, 5, 1, 0",
        "APP, 10, 10, 3, 0",
        "APP, 7200, 10, 3, 0",
        "APP, 60, 1, 3, 0",
        "FILL_GAPS, 7200, 10, 3, 0"
    })
    void whatNativeCodeSetsToTheAgentsOwnValuesIsItsOwnToo(
            Precedence precedence, int idle, int interval, int count, int userTimeout) {
        SampleConnections scene = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        KeepaliveSettings chosen = KeepaliveSettings.on(idle, interval, count, userTimeout);
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            scene.calls.applicationSets(descriptor, option, chosen.get(option));
        }
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(chosen);
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(chosen);
    }

    /** With a user timeout of five seconds, the policy's idle time would be the last: the application's keepalive is back. */
    @Test
    void aShortUserTimeoutFoundLaterTakesThePolicysTimingsAway() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 5_000);
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(new KeepaliveSettings(0, 7200, 75, 9, 5_000));
        assertThat(scene.listener.changes).singleElement().satisfies(change -> {
            assertThat(change.option()).isEqualTo(KeepaliveOption.USER_TIMEOUT);
            assertThat(change.outcome()).isEqualTo(OptionChange.Outcome.KEPT);
            assertThat(change.reason()).isEqualTo(Reason.TOO_SHORT_FOR_KEEPALIVE);
            assertThat(change.seen()).isEqualTo(OptionChange.Seen.AFTERWARDS);
        });
    }

    /** An application's thread is at it: what the kernel has at that moment is half of one and half of the other. */
    @Test
    void whatIsBeingTunedIsNotTakenForDrift() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 5);
        connection.beginTuning();
        scene.optionChanges.reconcile(connection);
        connection.endTuning();
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void whatWasChosenOnAnEarlierDescriptorOfTheSameNumberIsNoChoice() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.APP);
        FileDescriptor earlier = scene.calls.open(7);
        applicationSets(scene, earlier, KeepaliveOption.ENABLED, 0);
        scene.calls.close(earlier);
        FileDescriptor later = scene.calls.open(7);
        scene.opened(later);
        assertThat(scene.calls.settings(later)).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void choicesBeforeConnectingAddUp() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.APP);
        FileDescriptor descriptor = scene.calls.open(7);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 0);
        applicationSets(scene, descriptor, KeepaliveOption.COUNT, 5);
        scene.opened(descriptor);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(new KeepaliveSettings(0, 7200, 75, 5, 0));
    }

    @Test
    void settingWhatThePolicyWantsIsNoChange() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void aCallSiteIsNewsOnce() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.AGENT);
        for (int number = 7; number < 10; number++) {
            FileDescriptor descriptor = scene.calls.open(number);
            scene.opened(descriptor);
            applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 0);
        }
        assertThat(scene.listener.changes).extracting(OptionChange::isFirstHere).containsExactly(true, false, false);
        assertThat(scene.listener.changes)
                .extracting(change -> change.callSite() != null)
                .as("whose stack was kept")
                .containsExactly(true, false, false);
        assertThat(scene.listener.changes)
                .extracting(OptionChange::thread)
                .containsOnly(Thread.currentThread().getName());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "OFF"})
    void nothingIsPutRightUnlessEnforced(Mode mode) {
        SampleConnections scene = SampleConnections.in(mode);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 300);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes).hasSize(mode == Mode.OFF ? 0 : 1);
    }

    @Test
    void aRuleThatSaysOffLetsTheApplicationDoAsItLikes() {
        Rule off = new Rule("sidecar", Match.everything(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections scene = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        applicationSets(scene, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.changes).isEmpty();
    }

    /** On platforms where the agent sets options through the JDK, its own hand comes by here too. */
    @Test
    void theAgentsOwnHandIsNotTheApplications() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        connection.beginTuning();
        applicationSets(scene, descriptor, KeepaliveOption.IDLE, 300);
        connection.endTuning();
        assertThat(scene.listener.changes).isEmpty();
    }

    @Test
    void aSocketClosedMeanwhileIsNoMatter() {
        SampleConnections scene = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = scene.calls.open(7);
        scene.opened(descriptor);
        scene.calls.close(descriptor);
        scene.optionChanges.set(descriptor, KeepaliveOption.ENABLED);
        assertThat(scene.listener.changes).isEmpty();
    }

    private static void applicationSets(
            SampleConnections scene, FileDescriptor descriptor, KeepaliveOption option, int value) {
        scene.calls.applicationSets(descriptor, option, value);
        scene.optionChanges.set(descriptor, option);
    }
}
