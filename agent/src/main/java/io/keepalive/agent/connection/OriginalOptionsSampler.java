// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.Direction;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Determines the options of a connection before the agent sets any. Reading them takes five system calls, and nearly all
 * sockets have the system's defaults. What the application sets through the JDK is intercepted; for the rest, one sample is
 * used for all connections of the same service within a second. Safe on any thread, without locks.
 *
 * <p>Native code that sets options on the JDK's sockets, or on a listening one, does so for each connection of a service, so
 * that a sample shows them.
 */
final class OriginalOptionsSampler {

    /** One sample each; services that share a slot replace each other's sample. */
    private static final int SLOTS = 256;

    private static final long VALID_MILLIS = 1_000;

    private final KeepaliveSettings systemDefaults;

    /** Per slot: the service, and when a connection of it last had the system's defaults, by the monotonic clock. */
    private final AtomicLongArray samples = new AtomicLongArray(SLOTS);

    /** @param systemDefaults the options of a socket on which none has been set */
    OriginalOptionsSampler(KeepaliveSettings systemDefaults) {
        this.systemDefaults = systemDefaults;
    }

    /**
     * The options of a connection that the JDK has just opened.
     *
     * @param servicePort the remote port or, for an accepted connection, the local one; 0 where it is unknown
     * @param setElsewhere whether the application has set options on sockets that are not connections: an accepted socket
     *     inherits those of the listening one
     */
    KeepaliveSettings ofOpened(Connection connection, int servicePort, boolean setElsewhere) {
        boolean accepted = connection.direction() == Direction.INBOUND;
        if (servicePort == 0 || connection.appSetOptions() != AppSetOptions.NOTHING || accepted && setElsewhere) {
            return read(connection.socket());
        }
        int service = accepted ? -servicePort : servicePort;
        long now = connection.openedAtMillis();
        if (isSampled(service, now)) {
            return systemDefaults;
        }
        KeepaliveSettings read = read(connection.socket());
        if (read == systemDefaults) {
            samples.set(slot(service), sample(service, now));
        }
        return read;
    }

    private boolean isSampled(int service, long nowMillis) {
        long sample = samples.get(slot(service));
        long age = sample(service, nowMillis) - sample;
        return age >= 0 && age < VALID_MILLIS;
    }

    private static int slot(int service) {
        return service & SLOTS - 1;
    }

    /** The service in the upper 18 bits, the time in the lower 46, which is enough for 2,229 years. */
    private static long sample(int service, long millis) {
        return (long) service << 46 | millis;
    }

    /** Reads the options of any connection, with five system calls. */
    KeepaliveSettings read(TcpSocket socket) {
        KeepaliveSettings read = socket.read();
        return read.equals(systemDefaults) ? systemDefaults : read;
    }
}
