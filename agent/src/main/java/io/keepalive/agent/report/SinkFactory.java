// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

/**
 * Opens a kind of sink, such as the log or the metrics endpoint. Loads the sink's classes and those of its libraries only in
 * {@link #open}.
 */
public interface SinkFactory {

    /** Name for people, as in "cannot report to JMX". */
    String name();

    /**
     * The part of the settings that this sink depends on. The sink stays open while it is equal to the previous one. Called on
     * the reporter's thread.
     *
     * @return null if the sink is not configured
     */
    Object settingsFor(ReportSettings settings);

    /**
     * When to open the sink. Called on the reporter's thread, and must not block.
     *
     * @param waitedMillis how long the sink has been configured
     * @return 0 for now; otherwise the milliseconds after which to ask again
     */
    default long dueInMillis(long waitedMillis) {
        return 0;
    }

    /**
     * Opens the sink, on the thread that will use it.
     *
     * @return null if this JVM does not support it
     */
    Sink open(ReportSettings settings, SinkContext context);
}
