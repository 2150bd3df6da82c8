// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import io.keepalive.testkit.network.Host;
import java.util.List;

/**
 * Where a process runs.
 *
 * @param address at which a server there is reached, IPv4
 * @param command that starts another command there and replaces itself by it; empty on this host
 */
public record Place(String address, List<String> command) {

    /** This machine, on loopback. */
    public static final Place HERE = new Place("127.0.0.1", List.of());

    /** A host of a test's network. */
    static Place on(Host host) {
        return new Place(host.address(), host.command());
    }
}
