// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.peer.Diagnosis;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the other connections to a host show of a silent one, whatever the order of their probes. */
class PeerDiagnosisTest {

    private static final KeepaliveSettings DEFAULT = KeepaliveSettings.on(60, 10, 3, 0);
    private static final KeepaliveSettings SHORT = KeepaliveSettings.on(2, 1, 3, 0);

    private static final LongPredicate AT_FIRST = time -> time < 2_700;

    /** Settings and a seed. */
    static Stream<Arguments> cases() {
        return Stream.of(DEFAULT, SHORT)
                .flatMap(settings -> Stream.of(1, 2, 3, 4, 5).map(seed -> Arguments.of(settings, seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void droppedOnesAmongMany(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(200, settings.idleMillis())
                .reachable(20, AT_FIRST)
                .run(180);
        assertThat(labels(peers.ofSuspects())).containsOnly("connection_dropped");
        assertThat(peers.ofDeaths()).hasSize(20);
        assertThat(labels(peers.ofDeaths())).hasSize(20);
        assertThat(peers.ofDeaths()).allSatisfy(death -> {
            assertThat(death.answering()).isBetween(1, 180);
            assertThat(death.silent()).isBetween(1, 20);
        });
    }

    /** With short timings a death may come before the round that could conclude. */
    @ParameterizedTest
    @MethodSource("cases")
    void droppedOnesOfAPoolThatIsProbedTogether(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(200, 0)
                .reachable(20, AT_FIRST)
                .run(180);
        assertThat(labels(peers.ofSuspects())).doesNotContain("host_silent");
        assertThat(labels(peers.ofDeaths())).doesNotContain("host_silent");
        assertThat(peers.ofDeaths()).hasSize(20);
        assertThat(labels(peers.ofDeaths())).hasSizeGreaterThanOrEqualTo(settings == DEFAULT ? 20 : 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aHostThatDies(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(200, settings.idleMillis())
                .reachable(200, AT_FIRST)
                .run(180);
        assertThat(labels(peers.ofSuspects())).containsOnly("host_silent");
        assertThat(labels(peers.ofDeaths())).containsOnly("host_silent");
        assertThat(peers.ofDeaths()).hasSize(200);
        assertThat(last(peers.ofDeaths())).isEqualTo(Diagnosis.hostSilent(200));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aHostThatDiesWithManyConnectionsThatAreNeverClosed(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .leakingDeadOnes()
                .open(500, settings.idleMillis())
                .reachable(500, AT_FIRST)
                .run(180);
        assertThat(labels(peers.ofSuspects())).containsOnly("host_silent");
        assertThat(last(peers.ofDeaths())).isEqualTo(Diagnosis.hostSilent(500));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aHostThatDiesWithAPoolThatIsProbedTogether(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(200, 0)
                .reachable(200, AT_FIRST)
                .run(180);
        assertThat(labels(peers.ofSuspects())).containsOnly("host_silent");
        assertThat(labels(peers.ofDeaths())).hasSize(200).containsOnly("host_silent");
    }

    /** The first to answer is no evidence that the others were dropped. */
    @ParameterizedTest
    @MethodSource("cases")
    void anOutageThatHeals(KeepaliveSettings settings, int seed) {
        long detection = settings.detectionMillis();
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(200, settings.idleMillis())
                .reachable(200, time -> time < 2_000 || time > 2_000 + detection)
                .run(240);
        assertThat(labels(peers.ofSuspects())).doesNotContain("connection_dropped");
        assertThat(labels(peers.ofDeaths())).doesNotContain("connection_dropped");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneConnectionAlone(KeepaliveSettings settings, int seed) {
        SimulatedPeers peers = new SimulatedPeers(settings, seed)
                .open(1, settings.idleMillis())
                .reachable(1, AT_FIRST)
                .run(180);
        assertThat(peers.ofDeaths()).containsExactly((Diagnosis) null);
    }

    private static Diagnosis last(List<Diagnosis> diagnoses) {
        return diagnoses.get(diagnoses.size() - 1);
    }

    private static List<String> labels(List<Diagnosis> diagnoses) {
        return diagnoses.stream().filter(Objects::nonNull).map(Diagnosis::label).toList();
    }
}
