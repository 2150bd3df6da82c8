// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.ConnectionOpened;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.Level;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.PeerStalled;
import io.keepalive.agent.event.PeerSuspect;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.peer.SuspectReason;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Flight Recorder needs a declared field for each name. These tests hold the fields to the names that events use. */
class ConnectionEventTest {

    /** The wanted settings are in the log alone: an event's fields are what the kernel has. */
    private static final Set<String> NOT_RECORDED = Set.of("keepalive.wanted");

    private final SampleEvents sample = new SampleEvents().diagnosis(Diagnosis.connectionDropped(180, 20));

    @Test
    void recordsEveryFieldOfADeath() throws Exception {
        Event dead = new PeerDead(sample.deathInRead("main", SampleEvents.timedOut()), true);
        assertThat(targets(dead, new PeerDeadEvent())).containsEntry("connection.id", "connectionId");
    }

    @Test
    void recordsEveryFieldOfASuspicion() throws Exception {
        Event suspect = new PeerSuspect(sample.connection(), SuspectReason.PROBES, 2 << 24, 0, SampleEvents.NOW);
        assertThat(targets(suspect, new PeerSuspectEvent())).containsEntry("keepalive.count", "keepaliveCount");
    }

    @Test
    void recordsEveryFieldOfAStall() throws Exception {
        Event stalled = new PeerStalled(sample.connection(), 2_600_000, 60_000, SampleEvents.NOW);
        assertThat(targets(stalled, new PeerStalledEvent()))
                .containsEntry("queued.bytes", "queuedBytes")
                .containsEntry("stalled.ms", "stalled");
    }

    @Test
    void recordsEveryFieldOfAnOpening() throws Exception {
        Event opened = new ConnectionOpened(sample.connection(), Level.DEBUG, SampleEvents.NOW);
        assertThat(targets(opened, new ConnectionOpenedEvent())).containsEntry("opened.at", "openedAt");
    }

    /** Each name of the event's fields, and the one declared field that it fills. */
    private static Map<String, String> targets(Event event, ConnectionEvent record) throws Exception {
        Map<String, String> targets = new HashMap<>();
        for (Map.Entry<String, Object> field : event.fields().values().entrySet()) {
            if (!NOT_RECORDED.contains(field.getKey())) {
                targets.put(field.getKey(), target(field, record));
            }
        }
        assertThat(targets.values()).doesNotHaveDuplicates();
        return targets;
    }

    private static String target(Map.Entry<String, Object> field, ConnectionEvent record) throws Exception {
        Map<String, Object> unknown = filled(record, Collections.emptyMap());
        Map<String, Object> known = filled(record, Map.of(field.getKey(), field.getValue()));
        known.entrySet().removeIf(filled -> Objects.equals(filled.getValue(), unknown.get(filled.getKey())));
        assertThat(known).as(field.getKey()).hasSize(1);
        return known.keySet().iterator().next();
    }

    private static Map<String, Object> filled(ConnectionEvent record, Map<String, Object> fields) throws Exception {
        record.fill(fields);
        Map<String, Object> values = new HashMap<>();
        for (Class<?> type = record.getClass(); type != jdk.jfr.Event.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    values.put(field.getName(), field.get(record));
                }
            }
        }
        return values;
    }
}
