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

    /** TCP_KEEPIDLE re-arms the timer at once and the others do not; keepalive goes on when all else holds. */
    @Test
    void setsInTheOrderThatTheKernelWants() {
        SampleConnections scene =
                new SampleConnections(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        scene.opened(scene.calls.open(7));
        assertThat(scene.calls.writes)
                .containsExactly(
                        "TCP_KEEPINTVL=10",
                        "TCP_KEEPCNT=3",
                        "TCP_USER_TIMEOUT=90000",
                        "TCP_KEEPIDLE=60",
                        "SO_KEEPALIVE=1");
    }

    @Test
    void setsOnlyWhatDiffers() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        scene.opened(scene.calls.open(7, new KeepaliveSettings(1, 60, 75, 3, 0)));
        assertThat(scene.calls.writes).containsExactly("TCP_KEEPINTVL=10");
    }

    @Test
    void remembersWhatTheConnectionHadBefore() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        Connection connection = scene.opened(scene.calls.open(7));
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void observingSetsNothing() {
        SampleConnections scene = SampleConnections.in(Mode.OBSERVE);
        Connection connection = scene.opened(scene.calls.open(7));
        assertThat(scene.calls.writes).isEmpty();
        assertThat(connection.wanted()).isEqualTo(SampleConnections.WANTED);
        assertThat(connection.actual()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void observingKnowsAtOnceWhatTheConnectionHas() {
        SampleConnections scene = SampleConnections.in(Mode.OBSERVE);
        Connection connection = scene.opened(scene.calls.open(7));
        assertThat(connection.actual()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void aRuleThatSaysOffLeavesItsConnectionsAlone() {
        Rule off = new Rule("sidecar", toPort5432(), Mode.OFF, SampleConnections.WANTED);
        SampleConnections scene = new SampleConnections(
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        Connection connection = scene.opened(scene.calls.open(7));
        assertThat(scene.calls.writes).isEmpty();
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
    void hasNothingToDoWithWhatIsNoTcpSocket() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        assertThat(scene.opened(scene.calls.openNoTcp(7))).isNull();
        assertThat(scene.calls.writes).isEmpty();
        assertThat(scene.listener.told).isEmpty();
    }

    /** As on a platform whose JDK has no user timeout. */
    @Test
    void doesNotSwitchOffWhatThePlatformDoesNotHave() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        KeepaliveSettings found = FakeSocketCalls.SYSTEM.with(KeepaliveOption.USER_TIMEOUT, KeepaliveSettings.UNKNOWN);
        Connection connection = scene.opened(scene.calls.open(7, found));
        scene.optionChanges.reconcile(connection);
        assertThat(scene.calls.writes).noneMatch(write -> write.startsWith("TCP_USER_TIMEOUT"));
        assertThat(scene.listener.told).containsExactly("opened 1");
    }

    @Test
    void goesOnWithTheOthersWhereOneIsRefusedAndSaysSoOnce() {
        SampleConnections scene =
                new SampleConnections(SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        scene.calls.refuse(KeepaliveOption.USER_TIMEOUT, "Protocol not available");
        scene.opened(scene.calls.open(7));
        scene.opened(scene.calls.open(8));
        assertThat(scene.calls.writes)
                .filteredOn(write -> write.equals("SO_KEEPALIVE=1"))
                .hasSize(2);
        assertThat(scene.listener.told)
                .containsExactlyInAnyOrder(
                        "opened 1", "opened 2", "not applied TCP_USER_TIMEOUT=90000: Protocol not available");
    }

    @Test
    void saysOnceWhatReadsBackOtherwise() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        scene.calls.keep(KeepaliveOption.IDLE, 7200);
        scene.optionChanges.reconcile(scene.opened(scene.calls.open(7)));
        scene.optionChanges.reconcile(scene.opened(scene.calls.open(8)));
        assertThat(scene.listener.told)
                .containsExactlyInAnyOrder(
                        "opened 1", "opened 2", "not applied TCP_KEEPIDLE=60: it reads back as 7200");
    }

    @Test
    void keepsWhatItReadBack() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        Connection connection = scene.opened(scene.calls.open(7));
        assertThat(connection.actual()).isNull();
        scene.optionChanges.reconcile(connection);
        assertThat(connection.actual()).isEqualTo(SampleConnections.WANTED);
    }

    @Test
    void reappliesToWhatIsOpen() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        reapply(scene, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, ALL_FIVE));
        assertThat(scene.calls.settings(descriptor)).isEqualTo(ALL_FIVE);
        assertThat(connection.wanted()).isEqualTo(ALL_FIVE);
        assertThat(connection.original()).isEqualTo(FakeSocketCalls.SYSTEM);
    }

    @Test
    void reappliesNothingFurtherToObserve() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        Connection connection = scene.opened(scene.calls.open(7));
        scene.calls.writes.clear();
        reapply(scene, connection, SampleConnections.policy(Mode.OBSERVE, Precedence.AGENT, ALL_FIVE));
        assertThat(scene.calls.writes).isEmpty();
        assertThat(connection.wanted()).isEqualTo(ALL_FIVE);
    }

    @Test
    void restoresWhatARuleNowSaysOffTo() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        Rule off = new Rule("sidecar", toPort5432(), Mode.OFF, SampleConnections.WANTED);
        reapply(
                scene,
                connection,
                SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED, off));
        assertThat(scene.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM);
        assertThat(connection.wanted()).isNull();
        reapply(scene, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.AGENT, SampleConnections.WANTED));
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
    }

    /** And not what the agent had put in its place. */
    @Test
    void reapplyingUnderAppBringsBackWhatTheApplicationHadChosen() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 77);
        scene.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(SampleConnections.WANTED);
        reapply(scene, connection, SampleConnections.policy(Mode.ENFORCE, Precedence.APP, ALL_FIVE));
        assertThat(scene.calls.settings(descriptor)).isEqualTo(KeepaliveSettings.on(77, 75, 9, 752_000));
    }

    @Test
    void restoresWhatTheApplicationHasSetSince() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.applicationSets(descriptor, KeepaliveOption.IDLE, 77);
        scene.optionChanges.set(descriptor, KeepaliveOption.IDLE);
        scene.enforcer.restore(connection);
        assertThat(scene.calls.settings(descriptor)).isEqualTo(FakeSocketCalls.SYSTEM.with(KeepaliveOption.IDLE, 77));
    }

    private static void reapply(SampleConnections scene, Connection connection, Policy policy) {
        scene.enforcer.use(policy);
        scene.enforcer.reapply(connection);
    }

    @Test
    void doesNotComplainOfASocketThatIsGone() {
        SampleConnections scene = SampleConnections.in(Mode.ENFORCE);
        FileDescriptor descriptor = scene.calls.open(7);
        Connection connection = scene.opened(descriptor);
        scene.calls.close(descriptor);
        scene.optionChanges.reconcile(connection);
        assertThat(scene.listener.told).containsExactly("opened 1");
        assertThat(scene.listener.changes).isEmpty();
    }

    private static Match toPort5432() {
        PortRanges ports = new PortRanges(Collections.singletonList(new PortRange(5432, 5432)));
        return new Match(null, null, ports, null);
    }
}
