// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

/** The configuration's {@code report:}. Immutable. */
public final class ReportSettings {

    private final LogSettings log;
    private final StackTraces stackTraces;
    private final boolean jmx;
    private final boolean jfr;
    private final ListenAddress prometheus;

    /**
     * @param log the log's own settings
     * @param stackTraces which calls are recorded
     * @param jmx whether to register the MBean
     * @param jfr whether to emit Flight Recorder events
     * @param prometheus address on which metrics are served, or null for none
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

    /** Address on which metrics are served, or null for none. */
    public ListenAddress prometheus() {
        return prometheus;
    }
}
