package io.keepalive.compat.host;

/** One way in which Java programs open and accept connections. */
interface Opening {

    /** Opens a connection to a server of this very program, on loopback. */
    Pair open() throws Exception;
}
