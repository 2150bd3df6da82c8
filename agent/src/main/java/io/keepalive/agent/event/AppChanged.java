// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event;

import io.keepalive.agent.connection.OptionChange;
import io.keepalive.agent.text.BoundedText;
import io.keepalive.agent.text.EnumWord;

/** The application changed a keepalive option. */
public final class AppChanged extends Event {

    private final OptionChange change;
    private final Throwable callSite;
    private final ConnectionFacts facts;

    /** @param withStack whether the event shows the call that changed the option */
    public AppChanged(OptionChange change, boolean withStack, long atMillis) {
        super("app.change", Level.INFO, atMillis);
        this.change = change;
        this.callSite = withStack ? change.callSite() : null;
        this.facts = new ConnectionFacts(change.connection());
    }

    @Override
    public void addTo(EventFields fields) {
        facts.addIdentity(fields);
        fields.text("option", change.option().kernelName())
                .number("value", change.value())
                .text("outcome", outcome())
                .text("reason", reason());
        facts.addSettings(fields);
        fields.text("thread", change.thread()).list("stack", StackTraceFormat.ofApplication(callSite));
        facts.addOpenedBy(fields);
    }

    @Override
    public String sentence() {
        return what()
                + ", "
                + outcome()
                + (reason() == null ? "" : " (" + reason() + ")")
                + ": "
                + facts.line()
                + caller();
    }

    private String what() {
        String option = change.option().kernelName();
        String value = change.option().text(change.value());
        switch (change.seen()) {
            case CALL:
                return "application set " + option + " to " + value;
            case AFTERWARDS:
                return option + " found changed to " + value + " (native code?)";
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
