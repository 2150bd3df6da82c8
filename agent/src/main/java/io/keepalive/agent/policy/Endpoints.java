package io.keepalive.agent.policy;

import java.net.InetAddress;

/** What a rule may look at to decide whether it is for a connection. */
public interface Endpoints {

    Direction direction();

    /** The host as the application wrote it when it connected, or null where it gave an address, and for accepts. */
    String peerHost();

    /** The peer's address; null only where even the kernel no longer knows it. */
    InetAddress peerAddress();

    /** The peer's port, 0 to 65535. */
    int peerPort();

    /** The port at this end, 0 to 65535. May cost a system call, so a rule looks at it last. */
    int localPort();
}
