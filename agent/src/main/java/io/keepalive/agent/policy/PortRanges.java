// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A set of TCP ports: single ports and ranges. Immutable. */
public final class PortRanges {

    /** Lowest and highest port of each range in turn, ascending; no two ranges touch. */
    private final int[] bounds;

    /** @param ranges at least one */
    public PortRanges(List<PortRange> ranges) {
        List<PortRange> joined = join(ranges);
        this.bounds = new int[2 * joined.size()];
        for (int i = 0; i < joined.size(); i++) {
            bounds[2 * i] = joined.get(i).first();
            bounds[2 * i + 1] = joined.get(i).last();
        }
    }

    private static List<PortRange> join(List<PortRange> ranges) {
        List<PortRange> ascending = new ArrayList<>(ranges);
        Collections.sort(ascending);
        List<PortRange> joined = new ArrayList<>();
        for (PortRange range : ascending) {
            int end = joined.size() - 1;
            if (end >= 0 && joined.get(end).touches(range)) {
                joined.set(end, joined.get(end).joinedWith(range));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    /** Whether a range contains this port. Allocates nothing. */
    boolean contains(int port) {
        return holds(port, port);
    }

    /** Whether every port of the other set is in this one. */
    boolean covers(PortRanges other) {
        for (int i = 0; i < other.bounds.length; i += 2) {
            if (!holds(other.bounds[i], other.bounds[i + 1])) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(int first, int last) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] <= first && last <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
