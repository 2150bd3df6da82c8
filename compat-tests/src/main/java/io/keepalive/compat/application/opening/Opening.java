// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application.opening;

/** One API by which Java programs open and accept connections. */
public interface Opening {

    /** Opens a connection to a server in this program, on loopback. */
    public Pair open() throws Exception;
}
