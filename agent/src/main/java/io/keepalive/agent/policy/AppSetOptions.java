// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;

/**
 * The keepalive options that the application has set itself, as a bit set of {@link KeepaliveOption} in an int. Pure.
 */
public final class AppSetOptions {

    /** The empty set. */
    public static final int NOTHING = 0;

    private static final int TIMINGS =
            of(KeepaliveOption.IDLE) | of(KeepaliveOption.INTERVAL) | of(KeepaliveOption.COUNT);

    private AppSetOptions() {}

    /** The set with this option only. */
    public static int of(KeepaliveOption option) {
        return 1 << option.ordinal();
    }

    /** Whether the option is in the set. */
    public static boolean includes(int appSet, KeepaliveOption option) {
        return (appSet & of(option)) != 0;
    }

    /**
     * Whether the set contains idle, interval or count. They belong together: with one of them, all three count as the
     * application's.
     */
    static boolean includesTimings(int appSet) {
        return (appSet & TIMINGS) != 0;
    }

    /** The options whose value differs from the expected one; an option that cannot be read is left out. */
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
     * The set with what idle, interval or count imply: the other two, which the application may have set to the agent's
     * value without being intercepted, and keepalive itself, which is on where timings are set.
     */
    public static int withImplied(int appSet) {
        return includesTimings(appSet) ? appSet | TIMINGS | of(KeepaliveOption.ENABLED) : appSet;
    }
}
