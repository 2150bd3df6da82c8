package io.keepalive.agent.report;

/**
 * One kind of sink, such as a log or an endpoint for metrics. Called on the reporter's thread. An implementation loads
 * the sink's own classes, and what they need of the JDK and of libraries, only in {@link #open}.
 */
public interface SinkKind {

    /**
     * What the settings say of it. While that stays equal, the sink stays open, whatever else changes.
     *
     * @return null where it is not wanted
     */
    Object wish(ReportSettings settings);

    /**
     * Opens it.
     *
     * @return null where this JVM has no such thing
     */
    Sink open(ReportSettings settings, Desk desk);
}
