package io.keepalive.agent.report.log;

import java.io.Closeable;
import java.io.IOException;

/** Target of log lines. Used on one thread. */
interface LogWriter extends Closeable {

    /**
     * Writes a line and its end in one call.
     */
    void write(String line) throws IOException;
}
