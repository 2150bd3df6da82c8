// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.jmh;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Lets concurrent JVMs take turns: an iteration begins when a byte arrives on one pipe, and at its end a byte is
 * written to another. Without pipes there is no wait.
 */
@State(Scope.Thread)
public class Turn {

    /** System property: the folder of the two pipes. */
    public static final String FOLDER = "benchmarks.turns";

    /** The pipe that gives a turn. */
    public static final String BEGIN = "begin";

    /** The pipe that reports the end of a turn. */
    public static final String OVER = "over";

    private InputStream begin;
    private OutputStream over;

    /** Opens the pipes. That does not block while the other side has opened both in both directions. */
    @Setup
    public void open() throws IOException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            begin = new FileInputStream(new File(folder, BEGIN));
            over = new FileOutputStream(new File(folder, OVER));
        }
    }

    /** Waits for a turn. */
    @Setup(Level.Iteration)
    public void await() throws IOException {
        if (begin != null && begin.read() < 0) {
            throw new IOException("the pipe of turns has ended");
        }
    }

    /** Ends the turn. */
    @TearDown(Level.Iteration)
    public void pass() throws IOException {
        if (over != null) {
            over.write(1);
        }
    }

    /** Closes the pipes. */
    @TearDown
    public void close() throws IOException {
        if (begin != null) {
            begin.close();
            over.close();
        }
    }
}
