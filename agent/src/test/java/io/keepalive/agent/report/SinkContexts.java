// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.report.counters.Counters;
import io.keepalive.agent.time.MonotonicClock;
import java.util.List;

/** Creates contexts for the tests of sinks in other packages. */
public final class SinkContexts {

    private SinkContexts() {}

    /** A context without connections that collects problems and failures. */
    public static SinkContext of(List<String> problems) {
        return new SinkContext(new Counters()) {

            @Override
            void report(String problem) {
                problems.add(problem);
            }

            @Override
            void reviewParts() {
                parts().review(MonotonicClock.millis(), (part, sentence) -> problems.add(sentence));
            }

            @Override
            public void failed(String where, Throwable failure) {
                problems.add(where + ": " + failure);
            }
        };
    }
}
