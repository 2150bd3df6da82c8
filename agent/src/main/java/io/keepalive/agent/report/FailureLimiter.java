// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts equal failures, so that a failure at every read does not fill the log: the first, tenth, hundredth and so on are
 * reported. Safe on any thread.
 */
final class FailureLimiter {

    /** Maximum number of kinds counted separately; further ones share a counter. */
    static final int MAX_KINDS = 256;

    private static final String OTHERS = "others";

    private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** The counter of failures at this place with this exception class. */
    AtomicLong counterFor(String where, Throwable failure) {
        String kind = where + ' ' + failure.getClass().getName();
        AtomicLong count = counts.get(kind);
        return count == null ? newCounter(kind) : count;
    }

    private AtomicLong newCounter(String kind) {
        String key = counts.size() < MAX_KINDS ? kind : OTHERS;
        AtomicLong fresh = new AtomicLong();
        AtomicLong earlier = counts.putIfAbsent(key, fresh);
        return earlier == null ? fresh : earlier;
    }
}
