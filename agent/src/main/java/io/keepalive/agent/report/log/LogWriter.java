// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.log;

import java.io.Closeable;
import java.io.IOException;

/** Target of log lines. Used on one thread. */
interface LogWriter extends Closeable {

    /**
     * Writes a line and its end in one call.
     */
    void write(String line) throws IOException;

    /** Whether the last write has failed and left a part of its line, as on a disk that was then full. */
    default boolean hasCutLine() {
        return false;
    }

    /** Closes the file for a checkpoint of the JVM; the next write opens it again. */
    default void closeFile() {}
}
