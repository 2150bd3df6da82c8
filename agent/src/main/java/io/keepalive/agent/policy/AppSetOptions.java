package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;

/** Which keepalive options the application has set itself, as a set of {@link KeepaliveOption} in an int. Pure. */
public final class AppSetOptions {

    /** The application has set nothing. */
    public static final int NOTHING = 0;

    private static final int TIMINGS =
            of(KeepaliveOption.IDLE) | of(KeepaliveOption.INTERVAL) | of(KeepaliveOption.COUNT);

    private AppSetOptions() {}

    /** The set of this option alone. */
    public static int of(KeepaliveOption option) {
        return 1 << option.ordinal();
    }

    /** Whether the option is in the set. */
    public static boolean includes(int appSet, KeepaliveOption option) {
        return (appSet & of(option)) != 0;
    }

    /** Whether the set holds one of idle, interval and count, which belong together: then all three are its own. */
    static boolean includesTimings(int appSet) {
        return (appSet & TIMINGS) != 0;
    }

    /** The options that have another value than the expected one; an option that cannot be read is not among them. */
    public static int differing(KeepaliveSettings actual, KeepaliveSettings expected) {
        if (actual == expected) {
            return NOTHING;
        }
        int appSet = NOTHING;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            int value = actual.get(option);
            if (value != KeepaliveSettings.UNKNOWN && value != expected.get(option)) {
                appSet |= of(option);
            }
        }
        return appSet;
    }

    /**
     * With one of idle, interval and count goes the rest of keepalive: what equals the agent's own value by now may have
     * been set all the same, where nobody was seen setting anything; and who sets timings has keepalive on.
     */
    public static int withImplied(int appSet) {
        return includesTimings(appSet) ? appSet | TIMINGS | of(KeepaliveOption.ENABLED) : appSet;
    }
}
