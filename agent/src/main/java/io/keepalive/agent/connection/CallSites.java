package io.keepalive.agent.connection;

import io.keepalive.agent.caller.CallSite;
import io.keepalive.agent.caller.StackSampleLimiter;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Direction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * From where options have been changed so far, so that each place is reported once. Called on the application's threads.
 *
 * <p>To look at a stack takes up to tens of microseconds, by its depth, and a library that changes an option of every
 * connection comes by for each. Changes of one kind (this option, to this value, on connections of this service) come
 * from few places: after the first hundred looks that found nothing new, only now and then one is looked at. A place that
 * goes on changing is found all the same, if later.
 */
final class CallSites {

    /** Bounds the memory; a host that generates classes without end could have any number of places. */
    static final int MOST = 1_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<Unseen> unseen = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Long, StackSampleLimiter> kinds = new ConcurrentHashMap<>();
    private final StackSampleLimiter otherKinds;
    private final Supplier<Throwable> stack;
    private final LongSupplier nanos;

    CallSites() {
        this(Throwable::new, System::nanoTime);
    }

    /** @param stack of the calling thread, now */
    CallSites(Supplier<Throwable> stack, LongSupplier nanos) {
        this.stack = stack;
        this.nanos = nanos;
        this.otherKinds = new StackSampleLimiter(nanos.getAsLong());
    }

    /**
     * The stack of the call that has just changed this option, if it is a place that has not changed it before; null where
     * it has, or nobody has looked.
     *
     * @param value that was set
     */
    Throwable ifNew(Connection connection, KeepaliveOption option, int value) {
        if (known.size() >= MOST) {
            return null;
        }
        long now = nanos.getAsLong();
        StackSampleLimiter looks = looksAt(connection, option, value, now);
        if (!looks.tryAcquire(now)) {
            return null;
        }
        Throwable found = stack.get();
        if (isNew(known, option + " " + CallSite.of(found))) {
            looks.refund();
            return found;
        }
        return null;
    }

    /** The same where nobody was seen changing it: once for each rule, value and outcome. */
    boolean addUnseen(Connection connection, KeepaliveOption option, int value, boolean kept) {
        Unseen change = new Unseen(connection.rule().name(), option, value, kept);
        return unseen.size() < MOST && isNew(unseen, change);
    }

    /** Adding locks, if briefly, even where it is there already. */
    private static <T> boolean isNew(Set<T> known, T place) {
        return !known.contains(place) && known.add(place);
    }

    private StackSampleLimiter looksAt(Connection connection, KeepaliveOption option, int value, long now) {
        Long kind = kind(connection, option, value);
        StackSampleLimiter looks = kinds.get(kind);
        if (looks == null && kinds.size() < MOST) {
            kinds.putIfAbsent(kind, new StackSampleLimiter(now));
            looks = kinds.get(kind);
        }
        return looks == null ? otherKinds : looks;
    }

    /** Whether inbound, the option, the service's port and the value, side by side. */
    private static long kind(Connection connection, KeepaliveOption option, int value) {
        boolean inbound = connection.direction() == Direction.INBOUND;
        int port = inbound ? connection.localPort() : connection.peerPort();
        long whoseOption = (inbound ? 1 : 0) << 3 | option.ordinal();
        return (whoseOption << Short.SIZE | port) << Integer.SIZE | value & 0xffff_ffffL;
    }

    /** A kind of change that nobody was seen making. */
    private static final class Unseen {
        private final String rule;
        private final KeepaliveOption option;
        private final int value;
        private final boolean kept;

        Unseen(String rule, KeepaliveOption option, int value, boolean kept) {
            this.rule = rule;
            this.option = option;
            this.value = value;
            this.kept = kept;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unseen && equals((Unseen) other);
        }

        private boolean equals(Unseen that) {
            return rule.equals(that.rule) && option == that.option && value == that.value && kept == that.kept;
        }

        @Override
        public int hashCode() {
            return ((rule.hashCode() * 31 + option.ordinal()) * 31 + value) * 2 + (kept ? 1 : 0);
        }
    }
}
