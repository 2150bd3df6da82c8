// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.EventFields;
import java.util.List;

/** Whether and how long the application's main waited for the hooks. Immutable. */
public final class MainStart {

    private final String text;
    private final long waitedMillis;

    private MainStart(String text, long waitedMillis) {
        this.text = text;
        this.waitedMillis = waitedMillis;
    }

    /** The agent was attached while main was running. */
    public static MainStart alreadyRunning() {
        return new MainStart("", -1);
    }

    /**
     * Main did not wait for the hooks.
     *
     * @param waitedMillis how long it waited for the configuration, which decides this
     */
    public static MainStart notHeld(long waitedMillis) {
        return new MainStart("main did not wait", waitedMillis);
    }

    /**
     * Main waited until the hooks were live.
     *
     * @param why reasons to wait, in words for people; may be empty
     */
    public static MainStart heldUntilLive(long waitedMillis, List<String> why) {
        return new MainStart(
                "main waited " + waitedMillis + " ms until the hooks were live" + reasons(why), waitedMillis);
    }

    /**
     * Main waited until the limit and continued before the hooks were live.
     *
     * @param why reasons to wait, in words for people; may be empty
     */
    public static MainStart timedOut(long waitedMillis, List<String> why) {
        return new MainStart(
                "main waited " + waitedMillis + " ms, the limit, and continued before the hooks were live"
                        + reasons(why),
                waitedMillis);
    }

    private static String reasons(List<String> why) {
        return why.isEmpty() ? "" : " (" + String.join(", ", why) + ")";
    }

    void addTo(EventFields fields) {
        fields.text("main", isKnown() ? text : null).known("main.waited.ms", waitedMillis);
    }

    boolean isKnown() {
        return !text.isEmpty();
    }

    /** A sentence without a full stop; empty if main was running before. */
    @Override
    public String toString() {
        return text;
    }
}
