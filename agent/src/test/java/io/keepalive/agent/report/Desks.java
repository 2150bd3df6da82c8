package io.keepalive.agent.report;

import java.util.List;

/** Makes desks, for the tests of sinks in other packages. */
public final class Desks {

    private Desks() {}

    /** One without connections, whose complaints and failures are collected. */
    public static Desk of(List<String> complaints) {
        return new Desk(new Tally(), complaints::add, (where, failure) -> complaints.add(where + ": " + failure));
    }
}
