// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parts of the agent that can fail on their own. Safe on any thread. */
public final class Parts {

    /** Replaced when it changes, so that a review allocates nothing. */
    private volatile PartHealth[] parts = {};

    /** Receives what a review has found. */
    public interface Listener {

        /**
         * A part has gone out of service or has come back.
         *
         * @param sentence without a full stop
         */
        void changed(PartHealth part, String sentence);
    }

    /** Adds a part, which is reviewed from now on. */
    public synchronized PartHealth add(PartHealth part) {
        PartHealth[] more = Arrays.copyOf(parts, parts.length + 1);
        more[parts.length] = part;
        parts = more;
        return part;
    }

    /** Removes a part that is no longer used. */
    public synchronized void remove(PartHealth part) {
        List<PartHealth> rest = new ArrayList<>(Arrays.asList(parts));
        rest.remove(part);
        parts = rest.toArray(new PartHealth[0]);
    }

    /**
     * Reviews each part. On the agent's own threads, about once a second; allocates nothing where nothing has changed.
     *
     * @param now by {@link io.keepalive.agent.time.MonotonicClock}
     */
    public void review(long now, Listener listener) {
        for (PartHealth part : parts) {
            String sentence = part.review(now);
            if (sentence != null) {
                listener.changed(part, sentence);
            }
        }
    }

    /** Each part that does not work, as a sentence without a full stop. */
    public List<String> problems(long now) {
        List<String> problems = new ArrayList<>();
        for (PartHealth part : parts) {
            String problem = part.problem(now);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }
}
