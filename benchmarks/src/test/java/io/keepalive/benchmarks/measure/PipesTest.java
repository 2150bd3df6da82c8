// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.benchmarks.jmh.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipesTest {

    @TempDir
    private Path folder;

    private Pipes pipes;

    @BeforeEach
    void makePipes() throws Exception {
        pipes = Pipes.in(folder);
        String[] option = pipes.option().split("=", 2);
        System.setProperty(option[0].substring("-D".length()), option[1]);
    }

    @AfterEach
    void removePipes() throws IOException {
        System.clearProperty(Turn.FOLDER);
        pipes.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void turnsAlternate() throws Exception {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        FutureTask<Void> run = new FutureTask<>(() -> {
            Turn turn = new Turn();
            turn.open();
            for (int i = 0; i < 2; i++) {
                turn.await();
                steps.add("at work");
                turn.pass();
            }
            turn.close();
            return null;
        });
        new Thread(run).start();

        for (int i = 0; i < 2; i++) {
            steps.add("begin");
            pipes.giveTurn(run);
            steps.add("over");
        }
        run.get();

        assertThat(steps).containsExactly("begin", "at work", "over", "begin", "at work", "over");
    }

    @Test
    void giveTurnFailsWhenTheJvmHasFailed() {
        CompletableFuture<Void> failed = CompletableFuture.failedFuture(new IOException("no such JVM"));

        assertThatThrownBy(() -> pipes.giveTurn(failed)).hasRootCauseMessage("no such JVM");
    }
}
