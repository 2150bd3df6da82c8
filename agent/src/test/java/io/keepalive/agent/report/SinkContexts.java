package io.keepalive.agent.report;

import io.keepalive.agent.report.counters.Counters;
import java.util.List;

/** Makes desks, for the tests of sinks in other packages. */
public final class SinkContexts {

    private SinkContexts() {}

    /** One without connections, whose complaints and failures are collected. */
    public static SinkContext of(List<String> complaints) {
        return new SinkContext(
                new Counters(), complaints::add, (where, failure) -> complaints.add(where + ": " + failure));
    }
}
