package io.keepalive.agent.report;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often the same failure has happened, so that one which happens at every read does not fill the log: worth
 * telling are the first, tenth, hundredth and so on. Safe on any thread.
 */
final class FailureLimiter {

    /** So many different failures are told apart; those met later count as one. */
    static final int MAX_KINDS = 256;

    private static final String OTHERS = "others";

    private final ConcurrentHashMap<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** How many failures of this kind there have been, for whoever counts one more. */
    AtomicLong counterFor(String where, Throwable failure) {
        String kind = where + ' ' + failure.getClass().getName();
        AtomicLong count = counts.get(kind);
        return count == null ? newCounter(kind) : count;
    }

    /** Whether this count is 1, 10, 100 and so on. */
    static boolean isPowerOfTen(long count) {
        long power = 1;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }

    private AtomicLong newCounter(String kind) {
        String key = counts.size() < MAX_KINDS ? kind : OTHERS;
        AtomicLong fresh = new AtomicLong();
        AtomicLong earlier = counts.putIfAbsent(key, fresh);
        return earlier == null ? fresh : earlier;
    }
}
