package io.keepalive.agent.time;

import io.keepalive.agent.event.SampleEvents;

/** Time that passes when the test says so. */
public final class ManualClock implements Clock {

    private long steadyMillis;

    public void pass(long millis) {
        steadyMillis += millis;
    }

    @Override
    public long wallMillis() {
        return SampleEvents.NOW + steadyMillis;
    }

    @Override
    public long steadyMillis() {
        return steadyMillis;
    }
}
