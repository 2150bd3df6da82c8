package io.keepalive.agent.connection;

import io.keepalive.agent.kernel.KeepaliveSettings;
import io.keepalive.agent.kernel.TcpSocket;
import io.keepalive.agent.policy.AppSetOptions;
import io.keepalive.agent.policy.Direction;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a connection has before the agent sets anything. Reading it takes five system calls, and nearly all sockets have
 * the system's defaults: so what the application sets through the JDK it was seen setting, and for the rest one reading
 * stands for all connections of the same service within a second. Safe on any thread, without locks.
 *
 * <p>What native code sets on the JDK's own sockets, or had set on a listening one, it sets on each of a service's, so
 * that the sample tells.
 */
final class OriginalOptionsSampler {

    /** One sample each; services that share a place take turns in being read. */
    private static final int PLACES = 256;

    private static final long GOOD_FOR_MILLIS = 1_000;

    private final KeepaliveSettings systemDefaults;

    /** When a service's connection was last found untouched, by the monotonic clock, and above it which service. */
    private final AtomicLongArray untouched = new AtomicLongArray(PLACES);

    /** @param systemDefaults what a socket has that nobody has set anything on */
    OriginalOptionsSampler(KeepaliveSettings systemDefaults) {
        this.systemDefaults = systemDefaults;
    }

    /**
     * For a connection that the JDK has just opened.
     *
     * @param servicePort the port that was connected to or, of an accepted connection, the one at this end; 0 where it
     *     is not known
     * @param chosenOnOthers whether the application has set options on sockets that are no connections: a listening one,
     *     from which an accepted one inherits them
     */
    KeepaliveSettings ofOpened(Connection connection, int servicePort, boolean chosenOnOthers) {
        boolean accepted = connection.direction() == Direction.INBOUND;
        if (servicePort == 0 || connection.appSetOptions() != AppSetOptions.NOTHING || accepted && chosenOnOthers) {
            return ofAny(connection.socket());
        }
        int service = accepted ? -servicePort : servicePort;
        long now = connection.openedAtMillis();
        if (isSampled(service, now)) {
            return systemDefaults;
        }
        KeepaliveSettings found = ofAny(connection.socket());
        if (found == systemDefaults) {
            untouched.set(place(service), sample(service, now));
        }
        return found;
    }

    private boolean isSampled(int service, long nowMillis) {
        long sample = untouched.get(place(service));
        long age = sample(service, nowMillis) - sample;
        return age >= 0 && age < GOOD_FOR_MILLIS;
    }

    private static int place(int service) {
        return service & PLACES - 1;
    }

    /** The service in the upper 18 bits, the time in the lower 46: enough for 2,229 years. */
    private static long sample(int service, long millis) {
        return (long) service << 46 | millis;
    }

    /** For any connection: five system calls. */
    KeepaliveSettings ofAny(TcpSocket socket) {
        KeepaliveSettings found = socket.read();
        return found.equals(systemDefaults) ? systemDefaults : found;
    }
}
