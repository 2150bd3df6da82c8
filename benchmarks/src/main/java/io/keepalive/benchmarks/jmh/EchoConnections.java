// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.Closeable;
import java.io.IOException;

/** Connections to an echo server in the same JVM. */
interface EchoConnections extends Closeable {

    /** The size of a message in bytes. */
    int MESSAGE = 64;

    /** Sends a message on each connection, then receives it back on each. */
    void roundTrip() throws IOException;
}
