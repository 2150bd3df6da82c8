package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.policy.Direction;
import java.io.IOException;

/**
 * What a connection has before the agent sets anything, by as few system calls as will do. Nearly all sockets have the
 * system's defaults, and whoever sets timings on one switches keepalive on, too; what an accepted socket inherits from a
 * listening one shows in its idle time. Where either differs, or the application was seen choosing, all are read.
 */
final class FirstReading {

    private final KeepaliveSettings systemDefaults;

    /** @param systemDefaults what a socket has that nobody has set anything on */
    FirstReading(KeepaliveSettings systemDefaults) {
        this.systemDefaults = systemDefaults;
    }

    /**
     * For a connection that the JDK has just opened.
     *
     * @param chosenOnOthers whether the application has set options on sockets that are no connections: a listening one,
     *     from which this one may have inherited them
     */
    KeepaliveSettings ofOpened(Connection connection, boolean chosenOnOthers) {
        boolean mayHaveInherited = connection.direction() == Direction.INBOUND;
        boolean maybeChosen = connection.appChoice() != AppChoice.NOTHING || mayHaveInherited && chosenOnOthers;
        boolean untouched = !maybeChosen
                && isDefault(connection, KeepaliveOption.ENABLED)
                && (!mayHaveInherited || isDefault(connection, KeepaliveOption.IDLE));
        return untouched ? systemDefaults : ofAny(connection);
    }

    private boolean isDefault(Connection connection, KeepaliveOption option) {
        try {
            return connection.socket().read(option) == systemDefaults.get(option);
        } catch (IOException noTcp) {
            return false;
        }
    }

    /** For any connection: five system calls. */
    KeepaliveSettings ofAny(Connection connection) {
        KeepaliveSettings found = connection.socket().read();
        return found.equals(systemDefaults) ? systemDefaults : found;
    }
}
