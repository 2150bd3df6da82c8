// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

/** Equal events about several connections to one address, as one line of the text log. */
final class PeerEventsGrouped extends Event {

    private final PeerEventGroup group;

    /** @param group to which nothing more is added */
    PeerEventsGrouped(PeerEventGroup group) {
        super(group.name(), group.level(), group.first().atMillis());
        this.group = group;
    }

    @Override
    public void addTo(EventFields fields) {
        fields.number("connections", group.size());
    }

    @Override
    public String sentence() {
        return group.sentence();
    }
}
