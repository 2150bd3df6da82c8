package io.keepalive.compat.application.opening;

/** One way in which Java programs open and accept connections. */
public interface Opening {

    /** Opens a connection to a server of this very program, on loopback. */
    public Pair open() throws Exception;
}
