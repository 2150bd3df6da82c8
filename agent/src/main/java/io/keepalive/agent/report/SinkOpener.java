package io.keepalive.agent.report;

import java.util.List;

/** Opens the sinks that the settings ask for. Called on the reporter's thread, which alone may do I/O. */
interface SinkOpener {

    /**
     * @param settings what is reported and where to
     * @param tally counts what goes wrong in a sink
     */
    List<Sink> open(ReportSettings settings, Tally tally);
}
