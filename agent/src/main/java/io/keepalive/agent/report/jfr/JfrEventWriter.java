// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.report.InlineEventListener;
import java.util.Collections;
import jdk.jfr.EventType;

/**
 * Records events on the thread on which they happen, since Flight Recorder takes thread and stack from there. This is the
 * application's thread if its read or write failed on a dead peer. The cost is that of the JDK's own jdk.SocketRead in the
 * same call: no lock, no I/O, and one field read while nothing is recorded. Its classes are loaded with Flight Recorder.
 */
final class JfrEventWriter implements InlineEventListener {

    private final EventType dead = EventType.getEventType(PeerDeadEvent.class);
    private final EventType suspect = EventType.getEventType(PeerSuspectEvent.class);
    private final EventType stalled = EventType.getEventType(PeerStalledEvent.class);
    private final EventType opened = EventType.getEventType(ConnectionOpenedEvent.class);

    JfrEventWriter() {
        for (Kind kind : Kind.values()) {
            record(kind).fill(Collections.emptyMap());
        }
    }

    @Override
    public boolean wants(Kind kind) {
        return type(kind).isEnabled();
    }

    private EventType type(Kind kind) {
        switch (kind) {
            case DEAD:
                return dead;
            case SUSPECT:
                return suspect;
            case STALLED:
                return stalled;
            default:
                return opened;
        }
    }

    @Override
    public void onEvent(Kind kind, Event event) {
        ConnectionEvent record = record(kind);
        record.fill(event.fields().values());
        record.commit();
    }

    private static ConnectionEvent record(Kind kind) {
        switch (kind) {
            case DEAD:
                return new PeerDeadEvent();
            case SUSPECT:
                return new PeerSuspectEvent();
            case STALLED:
                return new PeerStalledEvent();
            default:
                return new ConnectionOpenedEvent();
        }
    }
}
