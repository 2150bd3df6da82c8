// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.kernel.SocketOptions;
import java.util.List;

/**
 * The settings that the connections of software must have with the agent: keepalive on with the agent's times or stricter
 * ones that the software had set without it, and the user timeouts that it had set.
 */
final class SettingsOfRun {

    private static final int IDLE_SECONDS = 41;
    private static final int INTERVAL_SECONDS = 7;
    private static final int COUNT = 4;

    private final List<SocketOptions> own;

    /** @param own the options of the connections without the agent */
    SettingsOfRun(List<SocketOptions> own) {
        this.own = own;
    }

    boolean areOf(SocketOptions options) {
        return own.stream().anyMatch(without -> isRight(options, without));
    }

    private static boolean isRight(SocketOptions with, SocketOptions without) {
        return with.keepalive() == 1
                && with.userTimeout() == without.userTimeout()
                && (hasAgentsTimes(with) || isStricter(without) && with.equals(without));
    }

    private static boolean hasAgentsTimes(SocketOptions options) {
        return options.idle() == IDLE_SECONDS && options.interval() == INTERVAL_SECONDS && options.count() == COUNT;
    }

    private static boolean isStricter(SocketOptions without) {
        return without.keepalive() == 1
                && without.idle() + without.interval() * without.count() < IDLE_SECONDS + INTERVAL_SECONDS * COUNT;
    }
}
