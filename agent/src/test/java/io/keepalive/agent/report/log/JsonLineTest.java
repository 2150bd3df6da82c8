// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import static io.keepalive.agent.event.SampleEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.connection.TestEvents;
import io.keepalive.agent.event.AppChanged;
import io.keepalive.agent.event.ConnectionClosed;
import io.keepalive.agent.event.ConnectionOpened;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.OptionNotApplied;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerEventGroup;
import io.keepalive.agent.event.PeerEventSummary;
import io.keepalive.agent.event.PeerEventsSummarized;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.StackTraceFormat;
import io.keepalive.agent.event.agent.AgentError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.MainStart;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.SuspectReason;
import io.keepalive.agent.policy.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLineTest {

    private final JsonLine format = new JsonLine();

    @Test
    void writesADeadPeerAsTheDocumentationShows() {
        PeerDead event = new PeerDead(new SampleEvents().deathInRead("worker-3", SampleEvents.timedOut()), true);

        assertThat(format.line(event))
                .isEqualTo("{\"time\":\"2026-11-22T07:00:00.123Z\",\"level\":\"WARN\",\"event\":\"peer.dead\","
                        + "\"connection.id\":17,\"network.local.address\":\"10.0.0.1\",\"network.local.port\":51234,"
                        + "\"network.peer.address\":\"10.0.0.2\",\"network.peer.port\":5432,"
                        + "\"peer.host\":\"db.internal\",\"direction\":\"outbound\",\"rule\":\"database\","
                        + "\"cause\":\"keepalive_timeout\",\"detected.by\":\"read\",\"probes\":3,\"retransmits\":0,"
                        + "\"idle.ms\":45012,\"age.ms\":7380000,\"keepalive.idle.s\":30,\"keepalive.interval.s\":5,"
                        + "\"keepalive.count\":3,\"keepalive.user_timeout.ms\":45000,\"thread\":\"worker-3\","
                        + "\"exception\":\"java.net.SocketException: Connection timed out\","
                        + "\"stack\":[\"sun.nio.ch.NioSocketImpl.read(NioSocketImpl.java:323)\","
                        + "\"com.acme.Pool.open(Pool.java:33)\",\"java.lang.Thread.run(Thread.java:840)\"],"
                        + "\"opened.thread\":\"pool-1-thread-2\",\"opened.at\":\"com.acme.Pool.open(Pool.java:33)\"}");
    }

    @Test
    void hasTheDiagnosisAndItsCounts() throws JsonProcessingException {
        SampleEvents sample = new SampleEvents().diagnosis(Diagnosis.connectionDropped(180, 20));
        PeerSuspect suspect = new PeerSuspect(sample.connection(), SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW);
        for (Event event : Arrays.asList(new PeerDead(sample.death(), true), suspect)) {
            JsonNode parsed = parsed(event);
            assertThat(parsed.get("diagnosis").asText()).isEqualTo("connection_dropped");
            assertThat(parsed.get("peer.connections.answering").asInt()).isEqualTo(180);
            assertThat(parsed.get("peer.connections.silent").asInt()).isEqualTo(20);
        }
    }

    @Test
    void omitsUnknownFields() throws JsonProcessingException {
        SampleEvents sample =
                new SampleEvents().adopted().host(null).local(null).peer(null);

        JsonNode parsed = parsed(new PeerDead(sample.death(), true));

        assertThat(parsed.fieldNames())
                .toIterable()
                .doesNotContain("network.local.port", "network.peer.address", "peer.host", "thread", "stack");
    }

    @Test
    void cutsADeepStackAndOmitsADisabledOne() throws JsonProcessingException {
        Exception deep = new Exception("deep");
        StackTraceElement[] frames = new StackTraceElement[1000];
        Arrays.fill(frames, new StackTraceElement("com.acme.Recursion", "go", null, -1));
        deep.setStackTrace(frames);

        assertThat(parsed(new PeerDead(new SampleEvents().deathInRead("main", deep), true))
                        .get("stack"))
                .hasSize(StackTraceFormat.LIMIT);
        JsonNode without = parsed(new PeerDead(new SampleEvents().deathInRead("main", deep), false));
        assertThat(without.has("stack")).isFalse();
        assertThat(without.get("exception").asText()).isEqualTo("java.lang.Exception: deep");
    }

    @Test
    void survivesAnExceptionWhoseMessageThrows() throws JsonProcessingException {
        Exception hostile = new HostileException();

        assertThat(parsed(new PeerDead(new SampleEvents().deathInRead("main", hostile), true))
                        .get("exception")
                        .asText())
                .isEqualTo(HostileException.class.getName());
    }

    static Stream<Event> everyKind() {
        Throwable stack = SampleEvents.stack("a.B", "c", "B.java", 1);
        return Stream.of(
                AgentEvent.started(
                        SampleEvents.AGENT,
                        "sun.nio.ch",
                        MainStart.notHeld(0),
                        Collections.singletonList("idle=30s (file)"),
                        Collections.emptyList(),
                        NOW),
                AgentEvent.disabled(SampleEvents.AGENT, "no", NOW),
                new AgentError(SampleEvents.AGENT, "watch", stack, 1, NOW),
                new OptionNotApplied(new SampleEvents().connection(), KeepaliveOption.IDLE, 30, "no", NOW),
                new ConnectionOpened(new SampleEvents().connection(), Level.DEBUG, NOW),
                new ConnectionClosed(new SampleEvents().connection(), SampleEvents.AGE_MILLIS, NOW),
                new AppChanged(
                        TestEvents.change(new SampleEvents().connection(), OptionChange.Outcome.KEPT, "t", stack, true),
                        true,
                        NOW),
                new PeerDead(new SampleEvents().death(), true),
                new PeerEventsSummarized(summary(), 10_000, NOW),
                AgentEvent.eventsDropped(Collections.singletonMap("reset", 7L), NOW),
                AgentEvent.configRejected(SampleEvents.AGENT, "keepalive.yaml:1:1: no", NOW),
                AgentEvent.limited(SampleEvents.AGENT, "no hook", NOW),
                AgentEvent.logFileFailed("/x", "permission denied", NOW));
    }

    @Test
    void hasTheReasonWhyAnOptionStays() throws JsonProcessingException {
        OptionChange change = TestEvents.foundChange(
                new SampleEvents().connection(),
                KeepaliveOption.USER_TIMEOUT,
                5_000,
                Reason.TOO_SHORT_FOR_KEEPALIVE,
                OptionChange.Seen.BEFORE);

        JsonNode parsed = parsed(new AppChanged(change, true, NOW));
        assertThat(parsed.get("outcome").asText()).isEqualTo("kept");
        assertThat(parsed.get("reason").asText()).isEqualTo(Reason.TOO_SHORT_FOR_KEEPALIVE.text());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void writesAnObjectForEveryEvent(Event event) throws JsonProcessingException {
        JsonNode parsed = parsed(event);

        assertThat(parsed.fieldNames()).toIterable().startsWith("time", "level", "event");
        assertThat(parsed.get("event").asText()).isEqualTo(event.name());
        assertThat(parsed.size()).isGreaterThan(3);
    }

    @Test
    void writesHowLongMainWaited() throws JsonProcessingException {
        JsonNode waited = parsed(started(MainStart.heldUntilLive(212, Collections.singletonList("precedence app"))));
        assertThat(waited.get("main").asText())
                .isEqualTo("main waited 212 ms until the hooks were live (precedence app)");
        assertThat(waited.get("main.waited.ms").asLong()).isEqualTo(212);
        assertThat(parsed(started(MainStart.notHeld(0))).get("main.waited.ms").asLong())
                .isZero();
        assertThat(parsed(started(MainStart.alreadyRunning())))
                .noneMatch(value -> value.asText().startsWith("main"));
    }

    private static Event started(MainStart main) {
        return AgentEvent.started(
                SampleEvents.AGENT, "sun.nio.ch", main, Collections.emptyList(), Collections.emptyList(), NOW);
    }

    @Test
    void everyAgentEventHasVersionJvmFileEnvironmentAndMode() throws JsonProcessingException {
        Event[] events = {
            AgentEvent.started(
                    SampleEvents.AGENT,
                    "sun.nio.ch",
                    MainStart.alreadyRunning(),
                    Collections.emptyList(),
                    Collections.emptyList(),
                    NOW),
            AgentEvent.disabled(SampleEvents.AGENT, "no", NOW),
            new AgentError(SampleEvents.AGENT, "watch", new Throwable(), 1, NOW)
        };
        for (Event event : events) {
            assertThat(parsed(event).fieldNames())
                    .toIterable()
                    .contains("version", "jvm", "config.file", "environment", "mode");
        }
    }

    private static PeerEventSummary summary() {
        PeerEventGroup dead = new PeerEventGroup(new PeerDead(new SampleEvents().death(), true));
        PeerEventSummary summary = new PeerEventSummary(dead, NOW);
        summary.add(dead);
        return summary;
    }

    private JsonNode parsed(Event event) throws JsonProcessingException {
        return new ObjectMapper().readTree(format.line(event));
    }

    private static final class HostileException extends Exception {
        private static final long serialVersionUID = 1;

        @Override
        public String getLocalizedMessage() {
            throw new IllegalStateException("not today");
        }
    }
}
