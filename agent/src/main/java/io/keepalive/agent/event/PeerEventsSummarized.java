// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.text.DurationFormat;

/** Summary of equal events that got no line of their own. */
public final class PeerEventsSummarized extends Event {

    private final PeerEventSummary summary;
    private final long lastedMillis;

    /** @param lastedMillis time between the first and the last of them */
    public PeerEventsSummarized(PeerEventSummary summary, long lastedMillis, long atMillis) {
        super(summary.name(), summary.level(), atMillis);
        this.summary = summary;
        this.lastedMillis = lastedMillis;
    }

    @Override
    public void addTo(EventFields fields) {
        fields.number("more", summary.total()).number("within.ms", lastedMillis);
        summary.byReason().forEach((reason, count) -> fields.number("more." + reason, count));
    }

    @Override
    public String sentence() {
        return summary.summaryName() + ": " + summary.total() + " more in the last " + DurationFormat.of(lastedMillis)
                + ": " + summary;
    }
}
