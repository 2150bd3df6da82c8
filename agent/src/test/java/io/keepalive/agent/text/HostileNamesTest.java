// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerRecovered;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.event.agent.AgentError;
import io.keepalive.agent.event.agent.AgentEvent;
import io.keepalive.agent.event.agent.AgentIdentity;
import io.keepalive.agent.event.agent.MainStart;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.report.log.JsonLine;
import io.keepalive.agent.report.log.TextLine;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Very long texts from outside the agent are truncated in every report. */
class HostileNamesTest {

    private static final String LONG = String.join("", Collections.nCopies(1 << 17, "0123456\n"));

    static Stream<Event> events() {
        SampleEvents sample = new SampleEvents().host(LONG).rule(LONG).openedBy(LONG);
        AgentIdentity agent = new AgentIdentity("1.0", "OpenJDK", LONG, LONG, "enforce");
        List<String> settings = Arrays.asList("idle=30s (" + LONG + ")", "count=3");
        return Stream.of(
                new PeerDead(sample.deathInRead(LONG, new Exception(LONG)), true),
                new PeerDead(sample.death(Cause.RESET, 0, 0), true),
                new PeerRecovered(sample.connection(), SampleEvents.NOW),
                AgentEvent.configRejected(agent, LONG, SampleEvents.NOW),
                AgentEvent.disabled(agent, LONG, SampleEvents.NOW),
                new AgentError(agent, LONG, new Exception(LONG), 1, SampleEvents.NOW),
                AgentEvent.logFileFailed(LONG, LONG, SampleEvents.NOW),
                AgentEvent.started(agent, "sun.nio.ch", MainStart.notHeld(1), settings, settings, SampleEvents.NOW));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areTruncatedInEveryFormat(Event event) throws Exception {
        assertThat(new TextLine().line(event).split("\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(2 * BoundedText.MAX_SENTENCE_LENGTH));
        assertThat(event.message().length()).isLessThan(2 * BoundedText.MAX_SENTENCE_LENGTH);
        JsonNode parsed = new ObjectMapper().readTree(new JsonLine().line(event));
        parsed.forEach(value -> assertThat(value.asText().length()).isLessThanOrEqualTo(BoundedText.MAX_TEXT_LENGTH));
        event.fields().values().values().stream()
                .filter(List.class::isInstance)
                .flatMap(list -> ((List<?>) list).stream())
                .forEach(text -> assertThat(text.toString().length()).isLessThanOrEqualTo(BoundedText.MAX_TEXT_LENGTH));
    }

    /** The fields after a long name are not lost with its end. */
    @Test
    void leaveRoomForTheOtherFields() {
        assertThat(new TextLine()
                        .line(new PeerDead(new SampleEvents().host(LONG).death(), true)))
                .contains("... /10.0.0.2:5432".replace(" ", ""))
                .contains(" cause=keepalive_timeout: 3 of 3 probes unanswered");
    }

    @Test
    void shortNamesAreUnchanged() {
        String longest = LONG.substring(0, BoundedText.MAX_TEXT_LENGTH);
        assertThat(BoundedText.text(longest)).isSameAs(longest);
        assertThat(BoundedText.text(longest + "x"))
                .hasSize(BoundedText.MAX_TEXT_LENGTH)
                .endsWith("...");
        assertThat(BoundedText.text(null)).isNull();
    }
}
