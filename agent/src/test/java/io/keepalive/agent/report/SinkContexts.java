package io.keepalive.agent.report;

import io.keepalive.agent.report.counters.Counters;
import java.util.List;

/** Makes desks, for the tests of sinks in other packages. */
public final class SinkContexts {

    private SinkContexts() {}

    /** One without connections, whose problems and failures are collected. */
    public static SinkContext of(List<String> problems) {
        return new SinkContext(new Counters(), problems::add, (where, failure) -> problems.add(where + ": " + failure));
    }
}
