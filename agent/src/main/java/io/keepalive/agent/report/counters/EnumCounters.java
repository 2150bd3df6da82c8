package io.keepalive.agent.report.counters;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One counter for each constant of an enum. Adding never blocks and never allocates but under contention, once.
 *
 * @param <K> what is counted
 */
public final class EnumCounters<K extends Enum<K>> {

    private final Map<K, LongAdder> counters;

    EnumCounters(Class<K> kind) {
        counters = new EnumMap<>(kind);
        for (K key : kind.getEnumConstants()) {
            counters.put(key, new LongAdder());
        }
    }

    /** Counts one more of this kind. */
    public void add(K key) {
        counters.get(key).increment();
    }

    /** How many there have been of one kind. */
    public long of(K key) {
        return counters.get(key).sum();
    }

    /** How many there have been in all. */
    public long total() {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
