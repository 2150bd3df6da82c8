package io.keepalive.agent.report.jfr;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.report.InlineEventListener;
import java.util.Collections;
import jdk.jfr.EventType;

/**
 * Records events on the thread on which they happen: Flight Recorder takes thread and stack from there, and so does
 * whoever reads a recording. That is the application's thread where its read or write found the peer dead. What it
 * costs there is what the JDK's own jdk.SocketRead costs in the same call: no lock and no I/O, and while nobody records
 * a look at a field. The classes that it takes are loaded together with Flight Recorder.
 */
final class JfrEventWriter implements InlineEventListener {

    private final EventType dead = EventType.getEventType(PeerDeadEvent.class);
    private final EventType suspect = EventType.getEventType(PeerSuspectEvent.class);
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
        if (kind == Kind.DEAD) {
            return dead;
        }
        return kind == Kind.SUSPECT ? suspect : opened;
    }

    @Override
    public void onEvent(Kind kind, Event event) {
        ConnectionEvent record = record(kind);
        record.fill(event.fields().values());
        record.commit();
    }

    private static ConnectionEvent record(Kind kind) {
        if (kind == Kind.DEAD) {
            return new PeerDeadEvent();
        }
        return kind == Kind.SUSPECT ? new PeerSuspectEvent() : new ConnectionOpenedEvent();
    }
}
