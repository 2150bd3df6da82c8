// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats counts by name, the largest first. */
public final class TopCounts {

    private static final Comparator<Map.Entry<String, Long>> LARGEST_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private TopCounts() {}

    /** {@code keepalive_timeout 900, reset 80}. */
    public static String text(Map<String, Long> counts) {
        return text(counts, Integer.MAX_VALUE);
    }

    /** The same for the largest {@code limit} counts. */
    public static String text(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .sorted(LARGEST_FIRST)
                .limit(limit)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
