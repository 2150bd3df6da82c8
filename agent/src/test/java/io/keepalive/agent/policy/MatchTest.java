// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchTest {

    private static final AddressBlock TEN = AddressBlock.of(new byte[] {10, 0, 0, 0}, 8);
    private static final AddressBlock TEN_ONE = AddressBlock.of(new byte[] {10, 1, 0, 0}, 16);
    private static final SampleEndpoints DATABASE = SampleEndpoints.outbound("a.db.internal", "10.1.2.3", 5432);

    @Test
    void anEmptyMatchMatchesEveryConnection() {
        assertThat(Match.everything().matches(DATABASE)).isTrue();
        assertThat(Match.everything().matches(SampleEndpoints.forgotten())).isTrue();
    }

    @Test
    void oneMatchingEntryOfAListIsEnough() {
        Remote remote = remote(Arrays.asList(TEN), "elsewhere.example");
        assertThat(match(null, remote, null).matches(DATABASE)).isTrue();
        assertThat(match(null, remote(Collections.emptyList(), "x", "*.db.internal"), null)
                        .matches(DATABASE))
                .isTrue();
        assertThat(match(null, remote(Collections.emptyList(), "x", "y"), null).matches(DATABASE))
                .isFalse();
    }

    @Test
    void everyConditionMustHold() {
        assertThat(match(Direction.OUTBOUND, remote(Arrays.asList(TEN)), ports(5432))
                        .matches(DATABASE))
                .isTrue();
        assertThat(match(Direction.INBOUND, remote(Arrays.asList(TEN)), ports(5432))
                        .matches(DATABASE))
                .isFalse();
        assertThat(match(Direction.OUTBOUND, remote(Arrays.asList(TEN)), ports(5433))
                        .matches(DATABASE))
                .isFalse();
        assertThat(match(Direction.OUTBOUND, remote(Collections.emptyList(), "x"), ports(5432))
                        .matches(DATABASE))
                .isFalse();
    }

    @Test
    void aPeerWithoutAnAddressMatchesNoBlockAndNoPort() {
        assertThat(match(null, remote(AddressBlock.PRIVATE), null).matches(SampleEndpoints.forgotten()))
                .isFalse();
        assertThat(match(null, null, ports(5432)).matches(SampleEndpoints.forgotten()))
                .isFalse();
    }

    @Test
    void readsTheLocalPortOnlyIfAllOtherConditionsHold() {
        SampleEndpoints peer = SampleEndpoints.inbound("10.1.2.3", 40_000);
        Match elsewhere = new Match(Direction.OUTBOUND, null, null, ports(8080));
        assertThat(elsewhere.matches(peer)).isFalse();
        assertThat(peer.localPortAsked()).isZero();
        assertThat(new Match(Direction.INBOUND, null, null, ports(8080)).matches(peer))
                .isTrue();
        assertThat(peer.localPortAsked()).isEqualTo(1);
        assertThat(new Match(null, null, null, ports(8081)).matches(peer)).isFalse();
    }

    @Test
    void coversAMatchThatIsNarrowerInEveryCondition() {
        Match wide = match(null, remote(Arrays.asList(TEN)), null);
        Match narrow = match(Direction.OUTBOUND, remote(Arrays.asList(TEN_ONE)), ports(5432));
        assertThat(wide.covers(narrow)).isTrue();
        assertThat(narrow.covers(wide)).isFalse();
        assertThat(Match.everything().covers(wide)).isTrue();
        assertThat(wide.covers(Match.everything())).isFalse();
        assertThat(match(null, null, ports(5433)).covers(narrow)).isFalse();
        assertThat(match(Direction.INBOUND, null, null).covers(narrow)).isFalse();
        assertThat(wide.covers(match(null, remote(Arrays.asList(TEN_ONE), "db.internal"), null)))
                .isFalse();
    }

    @Test
    void anAcceptedConnectionNeverHasAHostName() {
        assertThat(match(Direction.INBOUND, remote(Collections.emptyList(), "x"), null)
                        .isImpossible())
                .isTrue();
        assertThat(match(Direction.INBOUND, remote(Arrays.asList(TEN), "x"), null)
                        .isImpossible())
                .isFalse();
        assertThat(match(null, remote(Collections.emptyList(), "x"), null).isImpossible())
                .isFalse();
        assertThat(match(Direction.INBOUND, null, null).isImpossible()).isFalse();
    }

    /** One byte per match would exceed this limit, which leaves room for what a JVM may allocate while it compiles. */
    @Test
    void matchingAnIpv4PeerAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Match match = new Match(
                Direction.OUTBOUND, remote(Arrays.asList(TEN), "x.example", "*.example"), ports(5432), ports(8080));
        int times = 100_000;
        int matched = 0;
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < times; i++) {
            matched += match.matches(DATABASE) ? 1 : 0;
        }
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThat(matched).isEqualTo(times);
        assertThat(after - before).isLessThan(times);
    }

    private static Match match(Direction direction, Remote remote, PortRanges remotePorts) {
        return new Match(direction, remote, remotePorts, null);
    }

    private static Remote remote(List<AddressBlock> blocks, String... hosts) {
        return new Remote(blocks, Arrays.stream(hosts).map(HostPattern::new).toList());
    }

    private static PortRanges ports(int port) {
        return new PortRanges(Arrays.asList(new PortRange(port, port)));
    }
}
