// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static io.keepalive.agent.event.SampleEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.connection.Death;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.connection.TestEvents;
import io.keepalive.agent.event.AppChanged;
import io.keepalive.agent.event.ConnectionClosed;
import io.keepalive.agent.event.ConnectionOpened;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.OptionNotApplied;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.MainStart;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.policy.Reason;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLineTest {

    private final TextLine format = new TextLine();

    @Test
    void writesADeadPeerAsTheDocumentationShows() {
        assertThat(line(new SampleEvents().death()))
                .isEqualTo("2026-11-22T07:00:00.123Z WARN  [keepalive] peer dead: outbound 10.0.0.1:51234 ->"
                        + " db.internal/10.0.0.2:5432 rule=database cause=keepalive_timeout: 3 of 3 probes unanswered,"
                        + " silent 45 s, open 2 h 3 min, noticed by watch; opened by pool-1-thread-2 at"
                        + " com.acme.Pool.open(Pool.java:33)");
    }

    @Test
    void namesTheOneToBlame() {
        assertThat(line(new SampleEvents()
                        .diagnosis(Diagnosis.connectionDropped(180, 1))
                        .death()))
                .contains(
                        ", noticed by watch; diagnosis=connection_dropped: 180 of this process's connections to 10.0.0.2"
                                + " answer, 1 does not: a firewall, NAT or load balancer between has forgotten this one; opened by");
        assertThat(line(new SampleEvents().diagnosis(Diagnosis.hostSilent(200)).death()))
                .contains(
                        "; diagnosis=host_silent: none of this process's 200 connections to 10.0.0.2 answers: its host is"
                                + " down, or the network to it; opened by");
    }

    @Test
    void aSuspicionNamesItToo() {
        SampleEvents sample = new SampleEvents().diagnosis(Diagnosis.hostSilent(2));
        PeerSuspect suspect = new PeerSuspect(sample.connection(), SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW);
        assertThat(format.line(suspect)).contains(": 2 probes unanswered; diagnosis=host_silent: none of ");
    }

    @Test
    void namesTheFailedCall() {
        assertThat(line(new SampleEvents().deathInRead("worker-3", SampleEvents.timedOut())))
                .contains(", noticed by read in worker-3 at com.acme.Pool.open(Pool.java:33)"
                        + " (java.net.SocketException: Connection timed out); opened by");
    }

    @Test
    void omitsTheCallWithoutStackTraces() {
        PeerDead event =
                new PeerDead(new SampleEvents().openedAt(null).deathInRead("worker-3", SampleEvents.timedOut()), false);

        assertThat(format.line(event))
                .endsWith(", noticed by read in worker-3 (java.net.SocketException: Connection timed out);"
                        + " opened by pool-1-thread-2");
    }

    @Test
    void reversesTheArrowOfAnInboundConnection() {
        assertThat(line(new SampleEvents().inbound().death()))
                .contains(": inbound 10.0.0.1:51234 <- 10.0.0.2:5432 rule=");
    }

    @Test
    void putsIpv6InBracketsAndOmitsItsScope() {
        SampleEvents sample = new SampleEvents()
                .host(null)
                .local(SampleEvents.address("::1", 1))
                .peer(SampleEvents.address("fe80::2%1", 5432));

        assertThat(line(sample.death())).contains(" [0:0:0:0:0:0:0:1]:1 -> [fe80:0:0:0:0:0:0:2]:5432 ");
    }

    @Test
    void marksUnknownAddresses() {
        SampleEvents sample = new SampleEvents().host(null).local(null).peer(null);

        assertThat(line(sample.death())).contains(" outbound unknown -> unknown rule=database ");
    }

    @Test
    void usesTheNameOfAnUnresolvedAddress() {
        SampleEvents sample =
                new SampleEvents().host(null).peer(InetSocketAddress.createUnresolved("behind.socks", 80));

        assertThat(line(sample.death())).contains(" -> behind.socks:80 ");
    }

    @Test
    void omitsWhatIsUnknownOfAnAdoptedConnection() {
        assertThat(line(new SampleEvents().adopted().death())).endsWith(", open at least 2 h 3 min, noticed by watch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEEPALIVE_TIMEOUT      | 1 | 0 | WARN  | 1 of 3 probes unanswered",
                "KEEPALIVE_TIMEOUT      | 7 | 0 | WARN  | 7 probes unanswered",
                "RETRANSMISSION_TIMEOUT | 0 | 6 | WARN  | data in flight unacknowledged after 6 retransmissions",
                "RETRANSMISSION_TIMEOUT | 0 | 1 | WARN  | data in flight unacknowledged after 1 retransmission",
                "RETRANSMISSION_TIMEOUT | 3 | 0 | WARN  | data waits for the peer's window to open, and 3 probes unanswered",
                "BACKPRESSURE_TIMEOUT   | 0 | 0 | WARN  | the peer answered but did not read, and the user timeout of 45 s ran out",
                "LOCAL_NETWORK          | 4 | 0 | WARN  | 'this host lost its route, address or interface'",
                "RESET                  | 0 | 0 | INFO  | the peer''s side aborted the connection or no longer knew it",
                "UNREACHABLE            | 0 | 0 | WARN  | the network reports the peer as unreachable",
                "UNKNOWN                | 0 | 0 | WARN  | the evidence does not tell why"
            })
    void explainsEachCause(Cause cause, int probes, int retransmits, String level, String explanation) {
        String expected = explanation.replace("''", "'");

        assertThat(line(new SampleEvents().death(cause, probes, retransmits)))
                .contains("Z " + level)
                .contains(" cause=" + cause.label() + ": " + expected + ", silent 45 s");
    }

    @Test
    void namesTheBusyTimeoutThatRanOut() {
        assertThat(line(new SampleEvents().armedFor(90_000).death(Cause.RETRANSMISSION_TIMEOUT, 0, 9)))
                .contains("data in flight unacknowledged after 9 retransmissions (busy-timeout 90s), silent 45 s");
    }

    @Test
    void writesTheStartWithItsSettings() {
        AgentEvent event = AgentEvent.started(
                SampleEvents.AGENT,
                "sun.nio.ch",
                MainStart.heldUntilLive(212, Arrays.asList("rule 'a' by host name", "precedence app")),
                Arrays.asList("idle=30s (environment prod)", "count=3 (built in)"),
                Arrays.asList("keepalive.yaml:3:5: long"),
                NOW);

        assertThat(format.line(event))
                .isEqualTo("2026-11-22T07:00:00.123Z INFO  [keepalive] started: keepalive-agent 1.0 on OpenJDK 17.0.15,"
                        + " configuration /etc/keepalive.yaml, environment prod, mode enforce"
                        + "\n[keepalive]     main waited 212 ms until the hooks were live (rule 'a' by host name,"
                        + " precedence app)"
                        + "\n[keepalive]     socket options by sun.nio.ch"
                        + "\n[keepalive]     idle=30s (environment prod)"
                        + "\n[keepalive]     count=3 (built in)"
                        + "\n[keepalive]     warning: keepalive.yaml:3:5: long");
    }

    @Test
    void writesAReloadWithItsSettings() {
        AgentEvent event = AgentEvent.reloaded(
                "configuration reloaded",
                SampleEvents.AGENT,
                Arrays.asList("idle=30s (environment prod)", "count=3 (a\nb)"),
                7,
                Arrays.asList("keepalive.yaml:3:5: long"),
                NOW);

        assertThat(format.line(event))
                .contains("] configuration reloaded, in force on 7 open connections too: keepalive-agent 1.0 on ")
                .endsWith(", mode enforce"
                        + "\n[keepalive]     idle=30s (environment prod)"
                        + "\n[keepalive]     count=3 (a\\nb)"
                        + "\n[keepalive]     warning: keepalive.yaml:3:5: long");
    }

    @Test
    void writesHowLongMainWaited() {
        assertThat(started(MainStart.notHeld(3))).contains("\n[keepalive]     main did not wait\n");
        assertThat(started(MainStart.heldUntilLive(212, Collections.emptyList())))
                .contains("\n[keepalive]     main waited 212 ms until the hooks were live\n");
        assertThat(started(MainStart.timedOut(2001, Collections.singletonList("precedence app"))))
                .contains("\n[keepalive]     main waited 2001 ms, the limit, and continued before the hooks were"
                        + " live (precedence app)\n");
    }

    private String started(MainStart main) {
        return format.line(AgentEvent.started(
                SampleEvents.AGENT, "sun.nio.ch", main, Collections.emptyList(), Collections.emptyList(), NOW));
    }

    @Test
    void writesThatTheConfigurationIsBuiltIn() {
        AgentIdentity agent = new AgentIdentity("1.0", "OpenJDK 8", null, null, "enforce");

        assertThat(format.line(AgentEvent.started(
                        agent,
                        "sun.nio.ch",
                        MainStart.alreadyRunning(),
                        Collections.emptyList(),
                        Collections.emptyList(),
                        NOW)))
                .endsWith("OpenJDK 8, configuration built in, environment none, mode enforce\n[keepalive]    "
                        + " socket options by sun.nio.ch");
    }

    @Test
    void writesWhyTheAgentIsDisabled() {
        assertThat(format.line(AgentEvent.disabled(SampleEvents.AGENT, "unknown environment 'prdo'", NOW)))
                .contains(" WARN  [keepalive] disabled: unknown environment 'prdo'; keepalive-agent 1.0 on ")
                .endsWith(", mode enforce");
    }

    @Test
    void writesWhereTheAgentFailedAndHowOften() {
        Throwable failure = SampleEvents.stack("io.keepalive.agent.watch.Watcher", "look", "Watcher.java", 12);

        assertThat(format.line(new AgentError(SampleEvents.AGENT, "watch", failure, 100, NOW)))
                .contains(" ERROR [keepalive] agent error in watch, the application is not affected:"
                        + " java.lang.Throwable at io.keepalive.agent.watch.Watcher.look(Watcher.java:12),"
                        + " 100 times so far; keepalive-agent 1.0 on ");
    }

    @Test
    void writesAnOptionThatCouldNotBeSet() {
        OptionNotApplied event = new OptionNotApplied(
                new SampleEvents().connection(), KeepaliveOption.USER_TIMEOUT, 45_000, "Protocol not available", NOW);

        assertThat(format.line(event))
                .contains(" ERROR [keepalive] TCP_USER_TIMEOUT=45s could not be set (Protocol not available):"
                        + " outbound 10.0.0.1:51234 -> db.internal/10.0.0.2:5432 rule=database; opened by");
    }

    @Test
    void writesWhoChangedAnOption() {
        OptionChange change = TestEvents.change(
                new SampleEvents().connection(),
                OptionChange.Outcome.OVERRIDDEN,
                "main",
                SampleEvents.stack("java.net.Socket", "setKeepAlive", "Socket.java", 1),
                true);

        assertThat(format.line(new AppChanged(change, true, NOW)))
                .endsWith(" INFO  [keepalive] application set SO_KEEPALIVE to 0, overridden: outbound 10.0.0.1:51234 ->"
                        + " db.internal/10.0.0.2:5432 rule=database, in main at com.acme.Pool.open(Pool.java:33)");
        assertThat(format.line(new AppChanged(change, false, NOW))).endsWith(" rule=database, in main");
    }

    @Test
    void writesAnInheritedOptionAndWhyItStays() {
        OptionChange change = TestEvents.foundChange(
                new SampleEvents().connection(),
                KeepaliveOption.USER_TIMEOUT,
                6_000,
                Reason.NOT_CONFIGURED,
                OptionChange.Seen.BEFORE);

        assertThat(format.line(new AppChanged(change, true, NOW)))
                .endsWith(
                        " INFO  [keepalive] connection came with TCP_USER_TIMEOUT of 6s, kept (the configuration"
                                + " names no user timeout): outbound 10.0.0.1:51234 -> db.internal/10.0.0.2:5432 rule=database");
    }

    @Test
    void writesAChangeWithoutAnObservedCall() {
        OptionChange change = TestEvents.foundChange(
                new SampleEvents().connection(), KeepaliveOption.IDLE, 77, null, OptionChange.Seen.AFTERWARDS);

        assertThat(format.line(new AppChanged(change, true, NOW)))
                .contains(" TCP_KEEPIDLE found changed to 77 (native code?), kept: outbound");
    }

    @Test
    void writesOpenAndClose() {
        assertThat(format.line(
                        new ConnectionOpened(new SampleEvents().openedAt(null).connection(), Level.DEBUG, NOW)))
                .endsWith(" DEBUG [keepalive] connection opened: outbound 10.0.0.1:51234 -> db.internal/10.0.0.2:5432"
                        + " rule=database keepalive=on 30s/5s/3 user-timeout 45s; opened by pool-1-thread-2");
        assertThat(format.line(new ConnectionOpened(new SampleEvents().adopted().connection(), Level.DEBUG, NOW)))
                .contains(" DEBUG [keepalive] connection adopted: outbound ");
        assertThat(format.line(new ConnectionClosed(
                        new SampleEvents().openedAt(null).connection(), SampleEvents.AGE_MILLIS, NOW)))
                .endsWith(" DEBUG [keepalive] connection closed: outbound 10.0.0.1:51234 -> db.internal/10.0.0.2:5432"
                        + " rule=database, open 2 h 3 min; opened by pool-1-thread-2");
    }

    private String line(Death death) {
        return format.line(new PeerDead(death, true));
    }
}
