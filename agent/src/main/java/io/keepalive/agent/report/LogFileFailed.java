package io.keepalive.agent.report;

/** The log file cannot be written. */
final class LogFileFailed extends Event {

    private final String path;
    private final String reason;

    LogFileFailed(String path, String reason, long atMillis) {
        super("agent.error", Level.ERROR, atMillis);
        this.path = path;
        this.reason = reason;
    }

    @Override
    protected void addTo(Facts facts) {
        facts.text("log.file", path).text("reason", reason);
    }

    @Override
    protected String sentence() {
        return "cannot write the log file " + path + " (" + reason
                + "): reports go to standard error until it can be written";
    }
}
