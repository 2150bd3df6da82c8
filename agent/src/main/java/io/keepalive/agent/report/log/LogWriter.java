package io.keepalive.agent.report.log;

import java.io.Closeable;
import java.io.IOException;

/** Where lines go. Used on one thread. */
interface LogWriter extends Closeable {

    /**
     * Writes one line and its end, at once and whole.
     *
     * @throws IOException where it could not
     */
    void write(String line) throws IOException;
}
