// SPDX-License-Identifier: Apache-2.0
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
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);

        applicationSets(sample, descriptor, option, set);

        KeepaliveSettings remains = new KeepaliveSettings(enabled, idle, interval, count, 0);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(remains);
        assertThat(connection.wanted()).isEqualTo(remains);
        assertThat(sample.listener.changes).singleElement().satisfies(change -> {
            assertThat(change.connection()).isSameAs(connection);
            assertThat(change.option()).isEqualTo(option);
            assertThat(change.value()).isEqualTo(set);
            assertThat(change.outcome()).isEqualTo(outcome);
            assertThat(change.thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(change.seen()).isEqualTo(OptionChange.Seen.CALL);
            assertThat(change.isFirstHere()).isTrue();
        });
    }

    /** The same before connecting; what differs is reported when the connection opens. */
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
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7);
        applicationSets(sample, descriptor, option, set);
        sample.opened(descriptor);
        assertThat(sample.calls.settings(descriptor))
                .isEqualTo(new KeepaliveSettings(enabled, idle, interval, count, 0));
        assertThat(sample.listener.changes)
                .allSatisfy(change -> assertThat(change.seen()).isEqualTo(OptionChange.Seen.BEFORE))
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome)
                .isEqualTo(outcome == null ? List.of() : List.of(tuple(option, set, outcome)));
    }

    /** As mssql-jdbc does. Timings that are not stricter yet are overridden, and restored with the last one. */
    @Test
    void timingsSetOneByOneHoldOnceTheyAreStricter() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 30);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        applicationSets(sample, descriptor, KeepaliveOption.INTERVAL, 1);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(30, 1, 9, 0));
        applicationSets(sample, descriptor, KeepaliveOption.COUNT, 2);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(30, 1, 2, 0));
        assertThat(connection.original()).isEqualTo(new KeepaliveSettings(0, 30, 1, 2, 0));
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome)
                .containsExactly(
                        tuple(KeepaliveOption.IDLE, OptionChange.Outcome.OVERRIDDEN),
                        tuple(KeepaliveOption.INTERVAL, OptionChange.Outcome.KEPT),
                        tuple(KeepaliveOption.COUNT, OptionChange.Outcome.KEPT));
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 300);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    /** As NioSocketImpl.setOption, which calls Net.setSocketOption: by then the agent has set its own value. */
    @Test
    void aCallThroughTwoHooksIsOneChange() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 30);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        assertThat(connection.original().idleSeconds()).isEqualTo(30);
        assertThat(sample.listener.changes).hasSize(1);
    }

    /** It is one of the application's own timings all the same. */
    @Test
    void aValueEqualToThePolicysIsRecorded() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 60);
        assertThat(sample.listener.changes).isEmpty();
        applicationSets(sample, descriptor, KeepaliveOption.INTERVAL, 2);
        applicationSets(sample, descriptor, KeepaliveOption.COUNT, 2);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(60, 2, 2, 0));
    }

    /** Native code has set idle and interval, and left the system's count. */
    @ParameterizedTest
    @EnumSource(names = {"APP", "FILL_GAPS"})
    void timingsBelongTogether(Precedence precedence) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7, KeepaliveSettings.on(120, 10, 9, 0));
        sample.adopted(descriptor, 4711);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(120, 10, 9, 0));
    }

    /** After a reload, the new outcome for the same values is reported once, and not for each connection. */
    @Test
    void theOutcomeUnderAnotherPrecedenceIsReportedOnceForEachKind() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        for (int number = 7; number < 9; number++) {
            sample.adopted(sample.calls.open(number, KeepaliveSettings.on(120, 10, 9, 0)), number);
        }
        sample.listener.changes.clear();
        sample.connections.use(SampleConnections.policy(Mode.ENFORCE, Precedence.APP, SampleConnections.WANTED));
        sample.connections.use(SampleConnections.policy(Mode.ENFORCE, Precedence.APP, SampleConnections.WANTED));
        assertThat(sample.registry.at(8).wanted()).isEqualTo(KeepaliveSettings.on(120, 10, 9, 0));
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome)
                .containsExactly(tuple(KeepaliveOption.IDLE, OptionChange.Outcome.KEPT));
    }

    @Test
    void initialOptionsOfAdoptedConnectionsAreNewOnceForEachKind() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        for (int number = 7; number < 9; number++) {
            sample.adopted(sample.calls.open(number, KeepaliveSettings.on(13, 13, 3, 6_000)), number);
        }
        sample.adopted(sample.calls.open(9, KeepaliveSettings.on(120, 10, 9, 0)), 9);
        assertThat(sample.listener.changes)
                .filteredOn(OptionChange::isFirstHere)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome, OptionChange::reason)
                .containsExactlyInAnyOrder(
                        tuple(KeepaliveOption.INTERVAL, 13, OptionChange.Outcome.KEPT, Reason.OWN_TIMINGS_SOONER),
                        tuple(KeepaliveOption.IDLE, 13, OptionChange.Outcome.KEPT, Reason.OWN_TIMINGS_SOONER),
                        tuple(KeepaliveOption.USER_TIMEOUT, 6_000, OptionChange.Outcome.KEPT, Reason.NOT_CONFIGURED),
                        tuple(KeepaliveOption.IDLE, 120, OptionChange.Outcome.OVERRIDDEN, Reason.POLICY_SOONER));
    }

    @Test
    void initialOptionsAreKeptInObserveMode() {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        Connection connection = sample.adopted(sample.calls.open(7, KeepaliveSettings.on(120, 10, 9, 0)), 7);
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
        assertThat(sample.calls.writes).isEmpty();
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::outcome, OptionChange::reason)
                .containsExactly(tuple(KeepaliveOption.IDLE, OptionChange.Outcome.KEPT, null));
    }

    @Test
    void optionsSetByNativeCodeAreKeptAndReportedInObserveMode() {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        sample.comparison.reconcile(connection);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.writes).isEmpty();
        assertThat(connection.actual()).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300));
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome, OptionChange::reason)
                .containsExactly(tuple(KeepaliveOption.IDLE, 300, OptionChange.Outcome.KEPT, null));
    }

    /** All options that native code has set are one change. */
    @Test
    void optionsSetByNativeCodeAreDecidedTogether() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 13);
        sample.calls.applicationSets(descriptor, KeepaliveOption.INTERVAL, 13);
        sample.calls.applicationSets(descriptor, KeepaliveOption.COUNT, 9);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 13);
        sample.calls.applicationSets(descriptor, KeepaliveOption.INTERVAL, 13);
        sample.calls.applicationSets(descriptor, KeepaliveOption.COUNT, 4);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(13, 13, 4, 0));
        assertThat(sample.listener.changes)
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

    /** At least keepalive itself, and often the count, equal the agent's values, and no call was intercepted. */
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
    void optionsThatNativeCodeSetsToTheAgentsValuesAreTheApplicationsToo(
            Precedence precedence, int idle, int interval, int count, int userTimeout) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        KeepaliveSettings chosen = KeepaliveSettings.on(idle, interval, count, userTimeout);
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            sample.calls.applicationSets(descriptor, option, chosen.get(option));
        }
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(chosen);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(chosen);
    }

    /** With a user timeout of five seconds, the first probe would be the last: the application's keepalive is restored. */
    @Test
    void aShortUserTimeoutDetectedLaterRemovesThePolicysTimings() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 5_000);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(new KeepaliveSettings(0, 7200, 75, 9, 5_000));
        assertThat(sample.listener.changes).singleElement().satisfies(change -> {
            assertThat(change.option()).isEqualTo(KeepaliveOption.USER_TIMEOUT);
            assertThat(change.outcome()).isEqualTo(OptionChange.Outcome.KEPT);
            assertThat(change.reason()).isEqualTo(Reason.TOO_SHORT_FOR_KEEPALIVE);
            assertThat(change.seen()).isEqualTo(OptionChange.Seen.AFTERWARDS);
        });
    }

    /** While an application's thread sets options, the kernel's values are partly the old and partly the new ones. */
    @Test
    void aConnectionThatIsBeingTunedIsNotReconciled() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 5);
        connection.beginTuning();
        sample.comparison.reconcile(connection);
        connection.endTuning();
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.listener.changes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Precedence.class)
    void aChangeThatTheAgentsThreadReadsMeanwhileIsReportedOnce(Precedence precedence) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.ENABLED, 0);
        sample.calls.afterNextRead(() -> sample.comparison.reconcile(connection));
        sample.optionChanges.set(descriptor, KeepaliveOption.ENABLED);
        sample.comparison.reconcile(connection);
        assertThat(sample.listener.changes).extracting(OptionChange::value).containsExactly(0);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(connection.wanted());
    }

    @Test
    void aChangeThatTheAgentsThreadIsCorrectingIsReportedOnce() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.ENABLED, 0);
        sample.calls.beforeNextWrite(() -> sample.optionChanges.set(descriptor, KeepaliveOption.ENABLED));
        sample.comparison.reconcile(connection);
        sample.comparison.reconcile(connection);
        assertThat(sample.listener.changes).extracting(OptionChange::value).containsExactly(0);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    /** The agent's thread has read the options before, and finds the change with its next check. */
    @ParameterizedTest
    @EnumSource(Precedence.class)
    void aChangeDuringACorrectionIsReportedLater(Precedence precedence) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        sample.listener.onFirstChange(() -> applicationSets(sample, descriptor, KeepaliveOption.ENABLED, 0));
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor).enabled()).isZero();
        sample.comparison.reconcile(connection);
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option)
                .containsExactly(KeepaliveOption.IDLE, KeepaliveOption.ENABLED);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(connection.wanted());
    }

    @Test
    void optionsOfAnEarlierDescriptorOfTheSameNumberDoNotCount() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.APP);
        FileDescriptor earlier = sample.calls.open(7);
        applicationSets(sample, earlier, KeepaliveOption.ENABLED, 0);
        sample.calls.close(earlier);
        FileDescriptor later = sample.calls.open(7);
        sample.opened(later);
        assertThat(sample.calls.settings(later)).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void optionsSetBeforeConnectingAddUp() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.APP);
        FileDescriptor descriptor = sample.calls.open(7);
        applicationSets(sample, descriptor, KeepaliveOption.ENABLED, 0);
        applicationSets(sample, descriptor, KeepaliveOption.COUNT, 5);
        sample.opened(descriptor);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(new KeepaliveSettings(0, 7200, 75, 5, 0));
    }

    @Test
    void settingTheWantedValueIsNoChange() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(sample.listener.changes).isEmpty();
    }

    @Test
    void aCallSiteIsReportedAsNewOnce() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        for (int number = 7; number < 10; number++) {
            FileDescriptor descriptor = sample.calls.open(number);
            sample.opened(descriptor);
            applicationSets(sample, descriptor, KeepaliveOption.ENABLED, 0);
        }
        assertThat(sample.listener.changes)
                .extracting(OptionChange::isFirstHere)
                .containsExactly(true, false, false);
        assertThat(sample.listener.changes)
                .extracting(change -> change.callSite() != null)
                .as("whose stack was kept")
                .containsExactly(true, false, false);
        assertThat(sample.listener.changes)
                .extracting(OptionChange::thread)
                .containsOnly(Thread.currentThread().getName());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "OFF"})
    void nothingIsCorrectedUnlessEnforced(Mode mode) {
        SampleConnections sample = SampleConnections.in(mode);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 300);
        assertThat(sample.calls.writes).isEmpty();
        assertThat(sample.listener.changes).hasSize(mode == Mode.OFF ? 0 : 1);
    }

    @Test
    void aRuleInModeOffKeepsTheApplicationsOptions() {
        Rule off = new Rule("sidecar", Match.everything(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections sample = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        applicationSets(sample, descriptor, KeepaliveOption.ENABLED, 1);
        assertThat(sample.calls.writes).isEmpty();
        assertThat(sample.listener.changes).isEmpty();
    }

    /** On platforms where the agent sets options through the JDK, its own calls are intercepted, too. */
    @Test
    void optionsThatTheAgentSetsAreNotTheApplications() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        connection.beginTuning();
        applicationSets(sample, descriptor, KeepaliveOption.IDLE, 300);
        connection.endTuning();
        assertThat(sample.listener.changes).isEmpty();
    }

    @Test
    void aSocketClosedMeanwhileIsIgnored() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        sample.calls.close(descriptor);
        sample.optionChanges.set(descriptor, KeepaliveOption.ENABLED);
        assertThat(sample.listener.changes).isEmpty();
    }

    private static void applicationSets(
            SampleConnections sample, FileDescriptor descriptor, KeepaliveOption option, int value) {
        sample.calls.applicationSets(descriptor, option, value);
        sample.optionChanges.set(descriptor, option);
    }
}
