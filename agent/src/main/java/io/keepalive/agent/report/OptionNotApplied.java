package io.keepalive.agent.report;

import io.keepalive.agent.connection.Connection;

/** An option could not be set: an agent.error, for the connection does not have what was promised. */
final class OptionNotApplied extends Event {

    private final Portrait portrait;
    private final String what;

    /** @param what the option, what was to be set and what is true instead */
    OptionNotApplied(Connection connection, String what, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.portrait = new Portrait(connection);
        this.what = what;
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
