// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Options that native code has set, and that the agent has not read yet when another policy comes or the agent goes. */
class UnseenChangesTest {

    private static final KeepaliveSettings OTHER = KeepaliveSettings.on(50, 10, 3, 0);

    @ParameterizedTest
    @CsvSource({"APP, 300, KEPT", "FILL_GAPS, 300, KEPT", "STRICTEST, 50, OVERRIDDEN", "AGENT, 50, OVERRIDDEN"})
    void aNewPolicyDecidesOnThem(Precedence precedence, int idle, OptionChange.Outcome outcome) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.IDLE, 300);
        sample.connections.use(SampleConnections.policy(Mode.ENFORCE, precedence, OTHER));
        assertThat(sample.calls.settings(descriptor).idleSeconds()).isEqualTo(idle);
        sample.connections.reconcile(sample.find(descriptor));
        assertThat(sample.calls.settings(descriptor).idleSeconds()).isEqualTo(idle);
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::outcome)
                .containsExactly(tuple(KeepaliveOption.IDLE, 300, outcome));
    }

    /** The configuration does not name a user timeout: it is the application's alone. */
    @ParameterizedTest
    @EnumSource(Precedence.class)
    void soDoesTheFirstPolicyThatIsEnforced(Precedence precedence) {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.USER_TIMEOUT, 120_000);
        sample.connections.use(SampleConnections.policy(Mode.ENFORCE, precedence, SampleConnections.WANTED));
        assertThat(sample.calls.settings(descriptor).userTimeoutMillis()).isEqualTo(120_000);
    }

    /** What goes with an idle time, and equals the agent's values, may be the application's too. */
    @ParameterizedTest
    @EnumSource(Release.class)
    void anAgentThatGoesLeavesThem(Release release) {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.IDLE, 300);
        release.of(sample);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(300, 10, 3, 0));
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void anAgentThatOnlyObservedChangesNothingWhenItGoes(Release release) {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.IDLE, 300);
        release.of(sample);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300));
        assertThat(sample.calls.writes).isEmpty();
    }

    /** A change through the JDK does not make the agent forget what it has read. */
    @ParameterizedTest
    @EnumSource(Release.class)
    void soItDoesAfterTheApplicationHasSetAnotherOption(Release release) {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.COUNT, 5);
        sample.optionChanges.set(descriptor, KeepaliveOption.COUNT);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        release.of(sample);
        assertThat(sample.calls.settings(descriptor))
                .isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.COUNT, 5).with(KeepaliveOption.IDLE, 300));
        assertThat(sample.calls.writes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void soItDoesJustAfterAReload(Release release) {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        sample.connections.use(SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, OTHER));
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        release.of(sample);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300));
        assertThat(sample.calls.writes).isEmpty();
    }

    /** The kernel still has the agent's value of before, so that the application's call is a change. */
    @Test
    void aValueThatTheApplicationSetsOnceMoreIsItsOwnAlone() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.IDLE, 300);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        sample.connections.use(SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, OTHER));
        sample.connections.reconcile(sample.find(descriptor));
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        sample.connections.reconcile(sample.find(descriptor));
        sample.connections.release();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300));
        assertThat(sample.listener.changes).extracting(OptionChange::seen).containsOnly(OptionChange.Seen.CALL);
    }

    /** In observe mode, a value that the agent had set before is the application's as soon as the application sets it. */
    @Test
    void theAgentsValueThatTheApplicationSetsTooIsItsOwn() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.ENABLED, 0);
        sample.optionChanges.set(descriptor, KeepaliveOption.ENABLED);
        sample.connections.use(SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, OTHER));
        sample.calls.applicationSets(descriptor, KeepaliveOption.ENABLED, 1);
        sample.optionChanges.set(descriptor, KeepaliveOption.ENABLED);
        sample.connections.release();
        assertThat(sample.calls.settings(descriptor))
                .isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.ENABLED, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ENFORCE", "OBSERVE"})
    void eachIsReportedUnderTheNewPolicy(Mode mode) {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor first = opened(sample, KeepaliveOption.IDLE, 300);
        FileDescriptor second = sample.calls.open(8);
        sample.opened(second);
        sample.calls.applicationSets(second, KeepaliveOption.IDLE, 300);
        sample.connections.use(SampleConnections.policy(mode, Precedence.AGENT, OTHER));
        sample.connections.reconcile(sample.find(first));
        sample.connections.reconcile(sample.find(second));
        OptionChange.Outcome outcome =
                mode == Mode.ENFORCE ? OptionChange.Outcome.OVERRIDDEN : OptionChange.Outcome.KEPT;
        assertThat(sample.listener.changes)
                .extracting(
                        change -> change.connection().id(),
                        OptionChange::value,
                        OptionChange::outcome,
                        OptionChange::seen)
                .containsExactly(
                        tuple(sample.find(first).id(), 300, outcome, OptionChange.Seen.AFTERWARDS),
                        tuple(sample.find(second).id(), 300, outcome, OptionChange.Seen.AFTERWARDS));
    }

    /** The thread of the application leaves its change to the agent's, which has read the options already. */
    @Test
    void aChangeThatComesWhileTheOptionsAreComparedIsFoundNextTime() {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.USER_TIMEOUT, 120_000);
        Connection connection = sample.find(descriptor);
        sample.listener.onFirstChange(() -> {
            sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
            sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        });
        sample.connections.reconcile(connection);
        sample.connections.reconcile(connection);
        sample.connections.reconcile(connection);
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::value)
                .containsExactly(tuple(KeepaliveOption.USER_TIMEOUT, 120_000), tuple(KeepaliveOption.IDLE, 300));
        assertThat(connection.original().idleSeconds()).isEqualTo(300);
    }

    /** The kernel has refused the agent's value: what it has instead is not set by the application. */
    @ParameterizedTest
    @EnumSource(Release.class)
    void anOptionThatTheKernelRefusedIsNotOne(Release release) {
        SampleConnections sample = SampleConnections.enforcing(Precedence.APP);
        sample.calls.refuse(KeepaliveOption.IDLE, "Operation not permitted");
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        sample.connections.reconcile(sample.find(descriptor));
        sample.connections.use(SampleConnections.policy(Mode.ENFORCE, Precedence.APP, OTHER));
        sample.connections.reconcile(sample.find(descriptor));
        assertThat(sample.listener.changes).isEmpty();
        release.of(sample);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    /** With one timing of the application's, the agent takes the others back. */
    @ParameterizedTest
    @EnumSource(
            value = Precedence.class,
            names = {"APP", "FILL_GAPS"})
    void aCallOfTheApplicationLeavesThem(Precedence precedence) {
        SampleConnections sample = SampleConnections.enforcing(precedence);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.INTERVAL, 70);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 300);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        sample.connections.reconcile(sample.find(descriptor));
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(300, 70, 9, 0));
        assertThat(sample.listener.changes)
                .extracting(OptionChange::option, OptionChange::value, OptionChange::seen)
                .containsExactly(
                        tuple(KeepaliveOption.IDLE, 300, OptionChange.Seen.CALL),
                        tuple(KeepaliveOption.INTERVAL, 70, OptionChange.Seen.AFTERWARDS));
    }

    /** Between the new policy and the release lies the time that interception needs to end. */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "OFF"})
    void aCallBeforeTheNewPolicyIsAppliedIsTheApplicationsAlone(Mode mode) {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = opened(sample, KeepaliveOption.IDLE, 300);
        Policy next = SampleConnections.policy(mode, Precedence.AGENT, SampleConnections.WANTED);
        sample.enforcer.use(next);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        sample.connections.use(next);
        sample.connections.release();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 300));
        assertThat(sample.listener.changes).extracting(OptionChange::seen).containsExactly(OptionChange.Seen.CALL);
    }

    /** What the agent set before is still there in observe mode, and is not the application's. */
    @ParameterizedTest
    @EnumSource(Release.class)
    void whatTheAgentSetBeforeItOnlyObservedIsTakenBack(Release release) {
        SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        sample.connections.use(SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, OTHER));
        sample.connections.reconcile(sample.find(descriptor));
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 120_000);
        release.of(sample);
        assertThat(sample.calls.settings(descriptor))
                .isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.USER_TIMEOUT, 120_000));
    }

    private enum Release {
        /** As detach does, and {@code mode: off}. */
        OF_ALL,
        /** By a rule that is switched off. */
        OF_ITS_RULE;

        void of(SampleConnections sample) {
            if (this == OF_ALL) {
                sample.connections.release();
            } else {
                sample.connections.use(switchedOff());
            }
        }
    }

    /** Its opening had begun before the policy was replaced, and ended after the new one had been applied to all others. */
    @ParameterizedTest
    @CsvSource({"ENFORCE, OBSERVE, 60", "OBSERVE, ENFORCE, 50", "ENFORCE, ENFORCE, 50", "OBSERVE, OBSERVE, 7200"})
    void aConnectionThatStillHasTheLastPolicyGetsThePresentOne(Mode last, Mode present, int idle) {
        SampleConnections sample = SampleConnections.in(last);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        Policy policy = SampleConnections.policy(present, Precedence.AGENT, OTHER);
        sample.enforcer.use(policy);
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor).idleSeconds()).isEqualTo(idle);
        assertThat(connection.rule()).isSameAs(policy.fallback());
        assertThat(connection.wanted()).isEqualTo(OTHER);
        assertThat(connection.isOnlyObserved()).isEqualTo(present == Mode.OBSERVE);
        assertThat(sample.listener.changes).isEmpty();
    }

    /** As by JMX, which replaces the mode and keeps the rules. */
    @Test
    void soDoesOneWhoseRuleIsTheSameAndHasAnotherMode() {
        Rule rule = new Rule("all", Match.everything(), Mode.ENFORCE, OTHER);
        Policy policy = SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, SampleConnections.WANTED, rule);
        SampleConnections sample = new SampleConnections(policy);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.enforcer.use(policy.withMode(Mode.ENFORCE));
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(OTHER);
        assertThat(sample.listener.changes).isEmpty();
    }

    /** What the agent itself has set for a silent peer is not the application's. */
    @Test
    void anArmedUserTimeoutIsNotOne() {
        SampleConnections sample = SampleConnections.enforcing(Precedence.STRICTEST);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        connection.healthOrCreate().recordArmed(9_000, 9_000);
        sample.calls.applicationSets(descriptor, KeepaliveOption.USER_TIMEOUT, 9_000);
        sample.connections.release();
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(sample.listener.changes).isEmpty();
    }

    private static Policy switchedOff() {
        Rule off = new Rule("off", Match.everything(), Mode.OFF, SampleConnections.WANTED);
        return SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off);
    }

    private static FileDescriptor opened(SampleConnections sample, KeepaliveOption option, int value) {
        FileDescriptor descriptor = sample.calls.open(7);
        sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, option, value);
        return descriptor;
    }
}
