package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;
import io.keepalive.agent.kernel.KeepaliveOption;

/** An option could not be set: an agent.error, for the connection does not have what was promised. */
final class OptionNotApplied extends Event {

    private final Portrait portrait;
    private final String what;

    /**
     * @param value what was to be set, in the option's unit
     * @param reason what the kernel or the JDK said
     */
    OptionNotApplied(Connection connection, KeepaliveOption option, int value, String reason, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.portrait = new Portrait(connection);
        this.what = option.kernelName() + "=" + value + ": " + reason;
    }

    @Override
    protected void addTo(Facts facts) {
        portrait.addIdentity(facts);
        facts.text("not.applied", what);
        portrait.addSettings(facts);
        portrait.addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
        return "option not applied: " + what + ": " + portrait.line() + portrait.openedBy();
    }
}
