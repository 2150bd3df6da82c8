// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Match;
import io.keepalive.agent.policy.Mode;
import io.keepalive.agent.policy.Policy;
import io.keepalive.agent.policy.PortRange;
import io.keepalive.agent.policy.PortRanges;
import io.keepalive.agent.policy.Precedence;
import io.keepalive.agent.policy.Rule;
import java.io.FileDescriptor;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEnforcerTest {

    private static final KeepaliveSettings ALL_FIVE = KeepaliveSettings.on(60, 10, 3, 90_000);

    /** TCP_KEEPIDLE re-arms the timer at once and the others do not; keepalive is switched on last. */
    @Test
    void setsInTheOrderThatTheKernelWants() {
        SampleConnections sample =
                new SampleConnections(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        sample.opened(sample.calls.open(7));
        assertThat(sample.calls.writes)
                .containsExactly(
                        "TCP_KEEPINTVL=10",
                        "TCP_KEEPCNT=3",
                        "TCP_USER_TIMEOUT=90000",
                        "TCP_KEEPIDLE=60",
                        "SO_KEEPALIVE=1");
    }

    @Test
    void setsOnlyWhatDiffers() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        sample.opened(sample.calls.open(7, new KeepaliveSettings(1, 60, 75, 3, 0)));
        assertThat(sample.calls.writes).containsExactly("TCP_KEEPINTVL=10");
    }

    @Test
    void recordsTheOriginalOptions() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        Connection connection = sample.opened(sample.calls.open(7));
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void observingSetsNothing() {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        Connection connection = sample.opened(sample.calls.open(7));
        assertThat(sample.calls.writes).isEmpty();
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
        assertThat(connection.actual()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void observingRecordsTheActualOptions() {
        SampleConnections sample = SampleConnections.in(Mode.OBSERVE);
        Connection connection = sample.opened(sample.calls.open(7));
        assertThat(connection.actual()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void aRuleInModeOffChangesNothing() {
        Rule off = new Rule("sidecar", toPort5432(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections sample = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        Connection connection = sample.opened(sample.calls.open(7));
        assertThat(sample.calls.writes).isEmpty();
        assertThat(connection.rule()).isSameAs(off);
        assertThat(connection.original()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ENFORCE, ENFORCE, ENFORCE", "ENFORCE, OBSERVE, OBSERVE", "OBSERVE, ENFORCE, OBSERVE",
        "ENFORCE, OFF, OFF", "OFF, ENFORCE, OFF", "OBSERVE, OFF, OFF"
    })
    void aRulesModeCanOnlyDoLess(Mode overall, Mode ofRule, Mode effective) {
        Policy policy = SampleConnections.policy(overall, Precedence.AGENT, SampleConnections.WANTED);
        Rule rule = new Rule("rule", Match.everything(), ofRule, SampleConnections.WANTED);
        assertThat(new SampleConnections(policy).enforcer.modeOf(rule)).isEqualTo(effective);
    }

    @Test
    void ignoresASocketThatIsNotTcp() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        assertThat(sample.opened(sample.calls.openNoTcp(7))).isNull();
        assertThat(sample.calls.writes).isEmpty();
        assertThat(sample.listener.events).isEmpty();
    }

    /** As on a platform whose JDK has no user timeout. */
    @Test
    void doesNotSwitchOffWhatThePlatformDoesNotHave() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        KeepaliveSettings found = FakeSocketCalls.SYSTEM.with(KeepaliveOption.USER_TIMEOUT, KeepaliveSettings.UNKNOWN);
        Connection connection = sample.opened(sample.calls.open(7, found));
        sample.comparison.reconcile(connection);
        assertThat(sample.calls.writes).noneMatch(write -> write.startsWith("TCP_USER_TIMEOUT"));
        assertThat(sample.listener.events).containsExactly("opened 1");
    }

    @Test
    void setsTheOthersIfOneIsRefusedAndReportsItOnce() {
        SampleConnections sample =
                new SampleConnections(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        sample.calls.refuse(KeepaliveOption.USER_TIMEOUT, "Protocol not available");
        sample.opened(sample.calls.open(7));
        sample.opened(sample.calls.open(8));
        assertThat(sample.calls.writes)
                .filteredOn(write -> write.equals("SO_KEEPALIVE=1"))
                .hasSize(2);
        assertThat(sample.listener.events)
                .containsExactlyInAnyOrder(
                        "opened 1", "opened 2", "not applied TCP_USER_TIMEOUT=90000: Protocol not available");
    }

    @Test
    void reportsOnceWhatReadsBackDifferently() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        sample.calls.keep(KeepaliveOption.IDLE, 7200);
        sample.comparison.reconcile(sample.opened(sample.calls.open(7)));
        sample.comparison.reconcile(sample.opened(sample.calls.open(8)));
        assertThat(sample.listener.events)
                .containsExactlyInAnyOrder(
                        "opened 1", "opened 2", "not applied TCP_KEEPIDLE=60: it reads back as 7200");
    }

    @Test
    void recordsWhatItReadBack() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        Connection connection = sample.opened(sample.calls.open(7));
        assertThat(connection.actual()).isNull();
        sample.comparison.reconcile(connection);
        assertThat(connection.actual()).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void reappliesToOpenConnections() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        reapply(sample, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        assertThat(sample.calls.settings(descriptor)).isEqualTo(ALL_FIVE);
        assertThat(connection.wanted()).isEqualTo(ALL_FIVE);
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void reapplyingSetsNothingInObserveMode() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        Connection connection = sample.opened(sample.calls.open(7));
        sample.calls.writes.clear();
        reapply(sample, connection, SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, ALL_FIVE));
        assertThat(sample.calls.writes).isEmpty();
        assertThat(connection.wanted()).isEqualTo(ALL_FIVE);
    }

    @Test
    void restoresConnectionsWhoseRuleIsNowOff() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        Rule off = new Rule("sidecar", toPort5432(), Mode.OFF, SampleConnections.WANTED);
        reapply(
                sample,
                connection,
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(connection.wanted()).isNull();
        reapply(sample, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED));
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    /** And not those that the agent had set instead. */
    @Test
    void reapplyingUnderAppRestoresTheApplicationsOptions() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 77);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        reapply(sample, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.APP, ALL_FIVE));
        assertThat(sample.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(77, 75, 9, 752_000));
    }

    @Test
    void restoresOptionsThatTheApplicationHasSetSince() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 77);
        sample.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        sample.enforcer.restore(connection);
        assertThat(sample.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 77));
    }

    private static void reapply(SampleConnections sample, Connection connection, Policy policy) {
        sample.enforcer.use(policy);
        sample.enforcer.reapply(connection);
    }

    @Test
    void doesNotReportASocketThatIsGone() {
        SampleConnections sample = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = sample.calls.open(7);
        Connection connection = sample.opened(descriptor);
        sample.calls.close(descriptor);
        sample.comparison.reconcile(connection);
        assertThat(sample.listener.events).containsExactly("opened 1");
        assertThat(sample.listener.changes).isEmpty();
    }

    private static Match toPort5432() {
        PortRanges ports = new PortRanges(Collections.singletonList(new PortRange(5432, 5432)));
        return new Match(null, null, ports, null);
    }
}
