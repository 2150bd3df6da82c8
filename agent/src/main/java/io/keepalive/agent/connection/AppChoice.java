package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Precedence;

/**
 * Which keepalive options the application has set itself, as a set of {@link KeepaliveOption} in an int, and what
 * follows for a connection under each precedence. Pure.
 */
final class AppChoice {

    /** The application has set nothing. */
    static final int NOTHING = 0;

    private AppChoice() {}

    static int of(KeepaliveOption option) {
        return 1 << option.ordinal();
    }

    static boolean includes(int choice, KeepaliveOption option) {
        return (choice & of(option)) != 0;
    }

    /** What somebody must have set, because nobody's socket has it by itself. */
    static int evidentFrom(KeepaliveSettings found, KeepaliveSettings systemDefaults) {
        if (found == systemDefaults) {
            return NOTHING;
        }
        int choice = NOTHING;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (found.get(option) != systemDefaults.get(option)) {
                choice |= of(option);
            }
        }
        return choice;
    }

    /** Whether the application's own value of this option stays. */
    static boolean stays(KeepaliveOption option, Precedence precedence) {
        switch (precedence) {
            case APP:
                return true;
            case FILL_GAPS:
                return option != KeepaliveOption.ENABLED;
            default:
                return false;
        }
    }

    /**
     * What a connection should have.
     *
     * @param rule the policy's settings
     * @param found what the connection has
     * @param choice which of these the application has set itself
     */
    static KeepaliveSettings wanted(
            KeepaliveSettings rule, KeepaliveSettings found, int choice, Precedence precedence) {
        if (choice == NOTHING) {
            return rule;
        }
        KeepaliveSettings wanted = rule;
        for (KeepaliveOption option : KeepaliveOption.inOrder()) {
            if (includes(choice, option) && stays(option, precedence)) {
                wanted = wanted.with(option, found.get(option));
            }
        }
        return wanted;
    }
}
