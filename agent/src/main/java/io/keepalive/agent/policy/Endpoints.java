// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import java.net.InetAddress;

/** The facts about a connection that a rule can match. */
public interface Endpoints {

    Direction direction();

    /**
     * The host as the application named it when it connected; null where it used an address, and for accepted
     * connections.
     */
    String peerHost();

    /** The peer's address; null only where even the kernel no longer has it. */
    InetAddress peerAddress();

    /** The peer's port, 0 to 65535. */
    int peerPort();

    /** The port at this end, 0 to 65535. May cost a system call, so a rule checks it last. */
    int localPort();
}
