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
 * Lets JVMs that live side by side take turns: an iteration begins when a byte comes from one pipe, and at its end a byte
 * goes into another. Where no pipes are named, nobody waits.
 */
@State(Scope.Thread)
public class Turn {

    /** System property: the folder of the two pipes. */
    public static final String FOLDER = "benchmarks.turns";

    /** The pipe from which a turn comes. */
    public static final String BEGIN = "begin";

    /** The pipe into which it goes when it is over. */
    public static final String OVER = "over";

    private InputStream begin;
    private OutputStream over;

    /** Opens the pipes, which waits for nobody while the other side has both open for both directions. */
    @Setup
    public void open() throws IOException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            begin = new FileInputStream(new File(folder, BEGIN));
            over = new FileOutputStream(new File(folder, OVER));
        }
    }

    /** Waits. */
    @Setup(Level.Iteration)
    public void await() throws IOException {
        if (begin != null && begin.read() < 0) {
            throw new IOException("nobody gives turns any more");
        }
    }

    /** The next one's turn. */
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
