// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.counters;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One counter per constant of an enum. Adding never blocks, and allocates only at the first contention (LongAdder).
 *
 * @param <K> the enum
 */
public final class EnumCounters<K extends Enum<K>> {

    private final Map<K, LongAdder> counters;

    EnumCounters(Class<K> kind) {
        counters = new EnumMap<>(kind);
        for (K key : kind.getEnumConstants()) {
            counters.put(key, new LongAdder());
        }
    }

    /** Increments one counter. */
    public void add(K key) {
        counters.get(key).increment();
    }

    /** The count of one constant. */
    public long of(K key) {
        return counters.get(key).sum();
    }

    /** The sum of all counts. */
    public long total() {
        return counters.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
