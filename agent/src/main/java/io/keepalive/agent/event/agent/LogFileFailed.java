package io.keepalive.agent.event.agent;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.Level;

/** The log file cannot be written. */
public final class LogFileFailed extends Event {

    private final String path;
    private final String reason;

    public LogFileFailed(String path, String reason, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.path = path;
        this.reason = reason;
    }

    @Override
    public void addTo(EventFields fields) {
        fields.text("log.file", path).text("reason", reason);
    }

    @Override
    public String sentence() {
        return "cannot write the log file " + path + " (" + reason
                + "): reports go to standard error until it can be written";
    }
}
