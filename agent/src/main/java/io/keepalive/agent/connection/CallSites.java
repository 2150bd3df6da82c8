// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.caller.CallSite;
import io.keepalive.agent.caller.StackSampleLimiter;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Direction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The call sites that have changed options so far, so that each is reported once. Called on the application's threads.
 *
 * <p>Reading a stack takes up to tens of microseconds, depending on its depth, and a library may change an option on every
 * connection. Changes of one kind (this option, to this value, on connections of this service) come from few call sites:
 * after the first hundred stacks without a new one, only some are read. A call site that continues to make changes is found
 * later.
 */
class CallSites {

    /** Bounds the memory: an application that generates classes may have any number of call sites. */
    static final int LIMIT = 1_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<Unobserved> unobserved = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Long, StackSampleLimiter> limiters = new ConcurrentHashMap<>();
    private final StackSampleLimiter commonLimiter;

    CallSites() {
        commonLimiter = new StackSampleLimiter(nanos());
    }

    /** The stack of the calling thread; tests replace it. */
    Throwable stack() {
        return new Throwable();
    }

    /** {@link System#nanoTime}; tests replace it. */
    long nanos() {
        return System.nanoTime();
    }

    /**
     * The stack of the call that has just changed this option, if its call site is new; null if it is known, or the stack
     * was not read.
     *
     * @param value that was set
     */
    Throwable ifNew(Connection connection, KeepaliveOption option, int value) {
        if (known.size() >= LIMIT) {
            return null;
        }
        long now = nanos();
        StackSampleLimiter limiter = limiter(connection, option, value, now);
        if (!limiter.tryAcquire(now)) {
            return null;
        }
        Throwable callSite = stack();
        if (isNew(known, option + " " + CallSite.of(callSite))) {
            limiter.refund();
            return callSite;
        }
        return null;
    }

    /** Whether a change that was not intercepted is the first one of its rule, option, value and outcome. */
    boolean addUnobserved(Connection connection, KeepaliveOption option, int value, boolean kept) {
        Unobserved change = new Unobserved(connection.rule().name(), option, value, kept);
        return unobserved.size() < LIMIT && isNew(unobserved, change);
    }

    /** Adding locks briefly even where the element is present. */
    private static <T> boolean isNew(Set<T> known, T element) {
        return !known.contains(element) && known.add(element);
    }

    private StackSampleLimiter limiter(Connection connection, KeepaliveOption option, int value, long now) {
        Long kind = kind(connection, option, value);
        StackSampleLimiter limiter = limiters.get(kind);
        if (limiter == null && limiters.size() < LIMIT) {
            limiters.putIfAbsent(kind, new StackSampleLimiter(now));
            limiter = limiters.get(kind);
        }
        return limiter == null ? commonLimiter : limiter;
    }

    /** Direction, option, service port and value in one number. */
    private static long kind(Connection connection, KeepaliveOption option, int value) {
        boolean inbound = connection.direction() == Direction.INBOUND;
        int port = inbound ? connection.localPort() : connection.peerPort();
        long directionAndOption = (inbound ? 1 : 0) << 3 | option.ordinal();
        return (directionAndOption << Short.SIZE | port) << Integer.SIZE | value & 0xffff_ffffL;
    }

    /** A kind of change that was not intercepted. */
    private static final class Unobserved {
        private final String rule;
        private final KeepaliveOption option;
        private final int value;
        private final boolean kept;

        Unobserved(String rule, KeepaliveOption option, int value, boolean kept) {
            this.rule = rule;
            this.option = option;
            this.value = value;
            this.kept = kept;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unobserved && equals((Unobserved) other);
        }

        private boolean equals(Unobserved that) {
            return rule.equals(that.rule) && option == that.option && value == that.value && kept == that.kept;
        }

        @Override
        public int hashCode() {
            return ((rule.hashCode() * 31 + option.ordinal()) * 31 + value) * 2 + (kept ? 1 : 0);
        }
    }
}
