package io.keepalive.agent.report;

import io.keepalive.agent.connection.AppChange;
import java.util.Locale;

/** The application changed a keepalive option. */
final class AppChanged extends Event {

    private final AppChange change;
    private final Throwable callSite;
    private final Portrait portrait;

    /** @param withStack whether the call that changed it is shown */
    AppChanged(AppChange change, boolean withStack, long atMillis) {
        super("app.change", Level.INFO, atMillis);
        this.change = change;
        this.callSite = withStack ? change.callSite() : null;
        this.portrait = new Portrait(change.connection());
    }

    @Override
    protected void addTo(Facts facts) {
        portrait.addIdentity(facts);
        facts.text("option", change.option().kernelName())
                .number("value", change.value())
                .text("outcome", outcome())
                .text("reason", reason());
        portrait.addSettings(facts);
        facts.text("thread", change.thread()).list("stack", Frames.ofApplication(callSite));
        portrait.addOpenedBy(facts);
    }

    @Override
    protected String sentence() {
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
        String place = Frames.callSite(callSite);
        return (change.thread() == null ? "" : ", in " + Bounded.text(change.thread()))
                + (place == null ? "" : " at " + place);
    }

    private String outcome() {
        return change.outcome().name().toLowerCase(Locale.ROOT);
    }
}
