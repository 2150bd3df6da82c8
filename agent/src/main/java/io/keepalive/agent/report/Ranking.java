package io.keepalive.agent.report;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts by name as text, the largest first. */
final class Ranking {

    private static final Comparator<Map.Entry<String, Long>> LARGEST_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private Ranking() {}

    /** {@code keepalive_timeout 900, reset 80}. */
    static String text(Map<String, Long> counts) {
        return text(counts, Integer.MAX_VALUE);
    }

    /** The same for the largest {@code limit}. */
    static String text(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .sorted(LARGEST_FIRST)
                .limit(limit)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
