package io.keepalive.agent.report;

/**
 * One kind of sink, such as a log or an endpoint for metrics. An implementation loads the sink's own classes, and what they
 * need of the JDK and of libraries, only in {@link #open}.
 */
public interface SinkFactory {

    /** In a word or two for people, as in "reports to JMX". */
    String name();

    /**
     * What the settings say of it. While that stays equal, the sink stays open, whatever else changes. Called on the
     * reporter's thread.
     *
     * @return null where it is not wanted
     */
    Object settingsFor(ReportSettings settings);

    /**
     * Opens it. Called on the thread that will use the sink.
     *
     * @return null where this JVM has no such thing
     */
    Sink open(ReportSettings settings, SinkContext context);
}
