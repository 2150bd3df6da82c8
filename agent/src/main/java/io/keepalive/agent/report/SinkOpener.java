package io.keepalive.agent.report;

import java.util.List;

/** Opens the sinks that the settings ask for. Called on the reporter's thread, which alone may do I/O. */
interface SinkOpener {

    /**
     * Opens what is asked for now and was not, and closes what no longer is.
     *
     * @param settings what is reported and where to
     * @param context what sinks draw from
     * @return all that are open now
     */
    List<Sink> open(ReportSettings settings, SinkContext context);
}
