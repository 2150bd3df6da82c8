// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import java.net.InetAddress;

/** A host with a route to every peer. */
final class ReachableHost extends HostNetworkState {

    ReachableHost() {
        super(null, null);
    }

    @Override
    boolean isUnreachable(InetAddress local, InetAddress peer) {
        return false;
    }

    @Override
    boolean isSilentNeighbour(InetAddress peer) {
        return false;
    }
}
