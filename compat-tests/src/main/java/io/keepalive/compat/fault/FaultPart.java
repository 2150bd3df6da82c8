// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.fault;

/** A part of the agent under test, with the method that all of its work goes through. */
public enum FaultPart {
    CONNECT("connection.Connections", "connected", "the interception of connect"),
    ACCEPT("connection.Connections", "accepted", "the interception of accept"),
    FAILED_CALL("connection.Connections", "callFailed|channelCallFailed", "the interception of failed calls"),
    OPTION("connection.Connections", "optionSet", "the interception of socket options"),
    CLOSING("connection.Connections", "closing", "the interception of close"),
    WATCHER("watch.Watcher", "round", "the watcher"),
    CONFIGURATION("config.source.FileWatch", "settledChange", "the configuration reader"),
    REPORTER("report.EventQueue", "take", "the reporter"),
    LOG("report.log.LogSink", "accept", "the log"),
    JMX("report.jmx.MBeanRegistration", "accept", "JMX"),
    FLIGHT_RECORDER("report.jfr.JfrEventWriter", "onEvent", "Flight Recorder"),
    METRICS("report.prometheus.MetricsPage", "scrape", "the metrics page");

    private static final String ROOT = "io.keepalive.agent.";

    private final String owner;
    private final String methods;
    private final String words;

    FaultPart(String owner, String methods, String words) {
        this.owner = ROOT + owner;
        this.methods = methods;
        this.words = words;
    }

    /** The class. */
    public String owner() {
        return owner;
    }

    /** The names of the methods, as a regular expression. */
    public String methods() {
        return methods;
    }

    /** As the agent's reports name it. */
    public String words() {
        return words;
    }

    /** Whether it runs on the application's threads, which nothing can keep from hanging where the agent hangs. */
    public boolean isOnApplicationThreads() {
        return ordinal() <= CLOSING.ordinal() || this == FLIGHT_RECORDER;
    }

    /** The system property that has the armed {@link Fault}. */
    public String property() {
        return "fault." + name();
    }
}
