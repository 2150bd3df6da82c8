// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.ConnectionClosed;
import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.SampleEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static final int CAPACITY = 8;

    private final EventQueue queue = new EventQueue(CAPACITY);
    private final Event death = new PeerDead(new SampleEvents().death(), false);
    private final Event close =
            new ConnectionClosed(new SampleEvents().connection(), SampleEvents.AGE_MILLIS, SampleEvents.NOW);

    @Test
    void dropsAndCountsWhatIsBeyondTheCapacity() {
        add(death, CAPACITY + 3);
        assertThat(taken()).hasSize(CAPACITY);
        assertThat(queue.takeDropped()).isEqualTo(Collections.singletonMap(death.countedAs(), 3L));
        assertThat(queue.takeDropped()).isEmpty();
    }

    @Test
    void hasRoomForDeathsWhereConnectionsCloseInABurst() {
        add(close, 10 * CAPACITY);
        add(death, CAPACITY / 2);
        assertThat(taken())
                .hasSize(CAPACITY)
                .endsWith(Collections.nCopies(CAPACITY / 2, death).toArray(new Event[0]));
        assertThat(queue.takeDropped()).containsOnlyKeys(close.countedAs());
    }

    @Test
    void takesDebugEventsAgainAfterTheyWereWritten() {
        add(close, CAPACITY);
        assertThat(taken()).hasSize(CAPACITY / 2);
        queue.takeDropped();
        add(close, CAPACITY / 2);
        assertThat(taken()).hasSize(CAPACITY / 2);
        assertThat(queue.takeDropped()).isEmpty();
    }

    private void add(Event event, int times) {
        for (int i = 0; i < times; i++) {
            queue.add(event);
        }
    }

    private List<Event> taken() {
        List<Event> events = new ArrayList<>();
        for (Event event = queue.take(); event != null; event = queue.take()) {
            events.add(event);
        }
        return events;
    }
}
