// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.jmh.Turn;
import io.keepalive.testkit.process.Commands;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;

/** This side of the two pipes by which a JVM takes turns. */
final class Pipes implements AutoCloseable {

    private static final String BOTH_WAYS = "rw";

    private final Path folder;
    private final RandomAccessFile begin;
    private final RandomAccessFile over;
    private final FileInputStream answers;

    private Pipes(Path folder) throws IOException {
        this.folder = folder;
        // Opening in both directions does not block and never causes an end of stream.
        this.begin = new RandomAccessFile(folder.resolve(Turn.BEGIN).toFile(), BOTH_WAYS);
        this.over = new RandomAccessFile(folder.resolve(Turn.OVER).toFile(), BOTH_WAYS);
        this.answers = new FileInputStream(over.getFD());
    }

    /** Creates the pipes in a new folder in this one. */
    static Pipes in(Path parent) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "turns");
        Commands.run(List.of(
                "mkfifo",
                folder.resolve(Turn.BEGIN).toString(),
                folder.resolve(Turn.OVER).toString()));
        return new Pipes(folder);
    }

    /** The JVM option that names the folder. */
    String option() {
        return "-D" + Turn.FOLDER + "=" + folder;
    }

    /**
     * Gives the JVM a turn and waits until it is over.
     *
     * @param run of the JVM; the turn fails when it ends meanwhile
     */
    void giveTurn(Future<?> run) throws Exception {
        begin.write(1);
        while (answers.available() == 0) {
            if (run.isDone()) {
                run.get();
                throw new IOException("a JVM ended before its last turn");
            }
            Thread.sleep(1);
        }
        answers.read();
    }

    @Override
    public void close() throws IOException {
        begin.close();
        over.close();
        Files.delete(folder.resolve(Turn.BEGIN));
        Files.delete(folder.resolve(Turn.OVER));
        Files.delete(folder);
    }
}
