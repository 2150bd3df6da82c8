package io.keepalive.agent.report;

/** What is reported and where to: the configuration's {@code report:}. */
public final class ReportSettings {

    private final LogSettings log;
    private final StackTraces stackTraces;
    private final boolean jmx;
    private final boolean jfr;
    private final ListenAddress prometheus;

    /**
     * @param log the log's own settings
     * @param stackTraces whose calls are remembered
     * @param jmx whether the MBean is registered
     * @param jfr whether Flight Recorder events are emitted
     * @param prometheus where to serve metrics, or null for none
     */
    public ReportSettings(
            LogSettings log, StackTraces stackTraces, boolean jmx, boolean jfr, ListenAddress prometheus) {
        this.log = log;
        this.stackTraces = stackTraces;
        this.jmx = jmx;
        this.jfr = jfr;
        this.prometheus = prometheus;
    }

    public LogSettings log() {
        return log;
    }

    public StackTraces stackTraces() {
        return stackTraces;
    }

    public boolean jmx() {
        return jmx;
    }

    public boolean jfr() {
        return jfr;
    }

    /** Where to serve metrics, or null for none. */
    public ListenAddress prometheus() {
        return prometheus;
    }
}
