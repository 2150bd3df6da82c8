package io.keepalive.agent.report;

import java.util.Collections;
import java.util.List;

/** Where events go: the one place that knows which kinds of sink there are. */
final class Sinks {

    private Sinks() {}

    /** Opens what the settings ask for. */
    static List<Sink> open(ReportSettings settings) {
        LogSettings log = settings.log();
        return Collections.singletonList(new LogSink(log.level(), LineFormat.of(log.format()), new StandardError()));
    }
}
