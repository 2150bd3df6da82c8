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
        sample.optionChanges.reconcile(connection);
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
        sample.optionChanges.reconcile(connection);
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
