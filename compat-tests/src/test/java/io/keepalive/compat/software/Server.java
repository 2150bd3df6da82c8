// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software;

import java.nio.file.Path;

/** A server that a program under test connects to. */
public interface Server {

    /**
     * Starts it and waits until it accepts connections.
     *
     * @param folder an empty folder for its data
     */
    Running start(Place place, Path folder);

    /** A server that runs until it is closed. */
    interface Running extends AutoCloseable {

        int port();

        @Override
        void close();
    }
}
