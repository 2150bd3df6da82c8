package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.EventFields;
import java.util.List;

/** How the application's main went on from the agent's start. Immutable. */
public final class MainStart {

    private final String text;
    private final long waitedMillis;

    private MainStart(String text, long waitedMillis) {
        this.text = text;
        this.waitedMillis = waitedMillis;
    }

    /** Main was under way long before. */
    public static MainStart before() {
        return new MainStart("", -1);
    }

    /**
     * It did not wait for the hooks.
     *
     * @param waitedMillis how long it waited until that was known
     */
    public static MainStart beside(long waitedMillis) {
        return new MainStart("main did not wait", waitedMillis);
    }

    /**
     * It went on when the hooks were live.
     *
     * @param why in words for people; may be empty
     */
    public static MainStart behind(long waitedMillis, List<String> why) {
        return new MainStart(
                "main waited " + waitedMillis + " ms until the hooks were live" + because(why), waitedMillis);
    }

    /**
     * It waited as long as it may, and went on before the hooks were live.
     *
     * @param why in words for people, it should have waited; may be empty
     */
    public static MainStart ahead(long waitedMillis, List<String> why) {
        return new MainStart(
                "main waited " + waitedMillis + " ms, which is the most, and went on before the hooks were live"
                        + because(why),
                waitedMillis);
    }

    private static String because(List<String> why) {
        return why.isEmpty() ? "" : " (" + String.join(", ", why) + ")";
    }

    void addTo(EventFields fields) {
        fields.text("main", isKnown() ? text : null).known("main.waited.ms", waitedMillis);
    }

    /** Whether there is anything to tell. */
    boolean isKnown() {
        return !text.isEmpty();
    }

    /** A sentence without a full stop, or nothing. */
    @Override
    public String toString() {
        return text;
    }
}
