// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.counters;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One counter per constant of an enum. Adding never blocks and allocates nothing. No LongAdder: its first contention
 * initialises ThreadLocalRandom, and a thread that is stopped in that leaves it unusable for the application too.
 *
 * @param <K> the enum
 */
public final class EnumCounters<K extends Enum<K>> {

    private final Map<K, AtomicLong> counters;

    EnumCounters(Class<K> kind) {
        counters = new EnumMap<>(kind);
        for (K key : kind.getEnumConstants()) {
            counters.put(key, new AtomicLong());
        }
    }

    /** Increments one counter. */
    public void add(K key) {
        counters.get(key).incrementAndGet();
    }

    /** The count of one constant. */
    public long of(K key) {
        return counters.get(key).get();
    }

    /** The sum of all counts. */
    public long total() {
        return counters.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
