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
    public static boolean includes(int choice, KeepaliveOption option) {
        return (choice & of(option)) != 0;
    }

    /** Whether the set holds one of idle, interval and count, which belong together: then all three are its own. */
    static boolean includesTimings(int choice) {
        return (choice & TIMINGS) != 0;
    }

    /** What somebody must have set, since the socket has other than it should; what cannot be read is nobody's. */
    public static int differing(KeepaliveSettings seen, KeepaliveSettings wanted) {
        int choice = NOTHING;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            int value = seen.get(option);
            if (value != KeepaliveSettings.UNKNOWN && value != wanted.get(option)) {
                choice |= of(option);
            }
        }
        return choice;
    }

    /**
     * With one of idle, interval and count goes the rest of keepalive: what equals the agent's own value by now may have
     * been set all the same, where nobody was seen setting anything; and who sets timings has keepalive on.
     */
    public static int withWhatBelongs(int choice) {
        return includesTimings(choice) ? choice | TIMINGS | of(KeepaliveOption.ENABLED) : choice;
    }

    /** What somebody must have set, because nobody's socket has it by itself. */
    public static int evidentFrom(KeepaliveSettings found, KeepaliveSettings systemDefaults) {
        if (found == systemDefaults) {
            return NOTHING;
        }
        int choice = NOTHING;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            int value = found.get(option);
            if (value != KeepaliveSettings.UNKNOWN && value != systemDefaults.get(option)) {
                choice |= of(option);
            }
        }
        return choice;
    }
}
