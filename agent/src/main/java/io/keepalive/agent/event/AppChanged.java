package io.keepalive.agent.event;

import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.EnumWord;

/** The application changed a keepalive option. */
public final class AppChanged extends Event {

    private final OptionChange change;
    private final Throwable callSite;
    private final ConnectionFacts portrait;

    /** @param withStack whether the call that changed it is shown */
    public AppChanged(OptionChange change, boolean withStack, long atMillis) {
        super("app.change", Level.INFO, atMillis);
        this.change = change;
        this.callSite = withStack ? change.callSite() : null;
        this.portrait = new ConnectionFacts(change.connection());
    }

    @Override
    public void addTo(EventFields facts) {
        portrait.addIdentity(facts);
        facts.text("option", change.option().kernelName())
                .number("value", change.value())
                .text("outcome", outcome())
                .text("reason", reason());
        portrait.addSettings(facts);
        facts.text("thread", change.thread()).list("stack", StackTraceFormat.ofApplication(callSite));
        portrait.addOpenedBy(facts);
    }

    @Override
    public String sentence() {
        return what()
                + ", "
                + outcome()
                + (reason() == null ? "" : " (" + reason() + ")")
                + ": "
                + portrait.line()
                + caller();
    }

    private String what() {
        String option = change.option().kernelName();
        String value = change.option().text(change.value());
        switch (change.seen()) {
            case CALL:
                return "application set " + option + " to " + value;
            case AFTERWARDS:
                return "nobody was seen setting " + option + " to " + value;
            default:
                return "connection came with " + option + " of " + value;
        }
    }

    private String reason() {
        return change.reason() == null ? null : change.reason().text();
    }

    private String caller() {
        String place = StackTraceFormat.callSite(callSite);
        return (change.thread() == null ? "" : ", in " + BoundedText.text(change.thread()))
                + (place == null ? "" : " at " + place);
    }

    private String outcome() {
        return EnumWord.of(change.outcome());
    }
}
