// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.time;

import io.keepalive.agent.event.SampleEvents;

/** A clock that the test advances. */
public final class ManualClock implements Clock {

    private long monotonicMillis;

    public void pass(long millis) {
        monotonicMillis += millis;
    }

    @Override
    public long wallMillis() {
        return SampleEvents.NOW + monotonicMillis;
    }

    @Override
    public long monotonicMillis() {
        return monotonicMillis;
    }
}
