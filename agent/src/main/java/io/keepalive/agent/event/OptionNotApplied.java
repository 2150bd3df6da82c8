// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveOption;

/** An option could not be set. An agent.error, since the connection lacks what the configuration promises. */
public final class OptionNotApplied extends Event {

    private final ConnectionFacts facts;
    private final KeepaliveOption option;
    private final int value;
    private final String reason;

    /**
     * @param value the value to set, in the option's unit
     * @param reason the error of the kernel or the JDK
     */
    public OptionNotApplied(Connection connection, KeepaliveOption option, int value, String reason, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.facts = new ConnectionFacts(connection);
        this.option = option;
        this.value = value;
        this.reason = reason;
    }

    @Override
    public void addTo(EventFields fields) {
        facts.addIdentity(fields);
        fields.text("option", option.kernelName()).number("value", value).text("reason", reason);
        facts.addSettings(fields);
        facts.addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return option.kernelName() + "=" + option.text(value) + " could not be set (" + reason + "): " + facts.line()
                + facts.openedBy();
    }
}
