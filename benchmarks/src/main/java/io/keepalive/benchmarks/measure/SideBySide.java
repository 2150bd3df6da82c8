// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Variants whose JVMs run concurrently and take turns of a quarter of a second, so that the state of the machine
 * affects all of them equally. It often changes between runs of some seconds.
 */
final class SideBySide {

    private final Path folder;
    private final Map<String, Fork> variants = new LinkedHashMap<>();
    private final Map<String, List<Fork.Score>> scores = new LinkedHashMap<>();

    /** @param folder for the pipes */
    SideBySide(Path folder) {
        this.folder = folder;
    }

    SideBySide variant(String name, Fork fork) {
        variants.put(name, fork);
        scores.put(name, new ArrayList<>());
        return this;
    }

    /** Starts so many JVMs of each variant, one after the other, since no two compile their code in the same way. */
    void run(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            runOnce();
        }
    }

    private void runOnce() throws Exception {
        ExecutorService runners = Executors.newFixedThreadPool(variants.size());
        List<Running> all = new ArrayList<>();
        try {
            for (Map.Entry<String, Fork> variant : variants.entrySet()) {
                Pipes pipes = Pipes.in(folder);
                Future<List<Fork.Score>> result =
                        runners.submit(() -> variant.getValue().run(pipes));
                all.add(new Running(variant.getKey(), pipes, result));
            }
            takeTurns(all);
            for (Running one : all) {
                scores.get(one.name).addAll(one.result.get());
            }
        } finally {
            runners.shutdown();
            for (Running one : all) {
                one.pipes.close();
            }
        }
    }

    private static void takeTurns(List<Running> all) throws Exception {
        List<Running> order = new ArrayList<>(all);
        for (int i = 0; i < Fork.ITERATIONS; i++) {
            for (Running one : order) {
                one.pipes.giveTurn(one.result);
            }
            Collections.rotate(order, -1);
        }
    }

    Samples samples(String name, ToDoubleFunction<Fork.Score> value) {
        return Samples.of(scores.get(name).stream().map(value::applyAsDouble).toList());
    }

    /** A variant's JVM. */
    private record Running(String name, Pipes pipes, Future<List<Fork.Score>> result) {}
}
