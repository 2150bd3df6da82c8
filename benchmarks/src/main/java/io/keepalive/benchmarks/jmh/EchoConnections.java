package io.keepalive.benchmarks.jmh;

import java.io.Closeable;
import java.io.IOException;

/** Some connections to an echo in the same JVM. */
interface EchoConnections extends Closeable {

    /** How many bytes go there and back. */
    int MESSAGE = 64;

    /** Sends a message on each connection, then receives it back on each. */
    void roundTrip() throws IOException;
}
