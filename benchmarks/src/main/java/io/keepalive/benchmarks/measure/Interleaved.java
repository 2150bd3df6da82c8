package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * Variants measured in turn, round after round, each round beginning with the next one: whatever the machine does
 * meanwhile, it does to all of them.
 *
 * @param <R> what one run gives
 */
final class Interleaved<R> {

    private final Map<String, Callable<R>> variants = new LinkedHashMap<>();
    private final Map<String, List<R>> results = new LinkedHashMap<>();

    Interleaved<R> variant(String name, Callable<R> run) {
        variants.put(name, run);
        results.put(name, new ArrayList<>());
        return this;
    }

    /** Runs each once for warming the machine's caches, whose result is thrown away, then so often. */
    void run(int rounds) throws Exception {
        List<String> order = new ArrayList<>(variants.keySet());
        for (String name : order) {
            variants.get(name).call();
        }
        for (int round = 0; round < rounds; round++) {
            for (String name : order) {
                results.get(name).add(variants.get(name).call());
            }
            Collections.rotate(order, -1);
        }
    }

    Samples samples(String name, ToDoubleFunction<R> value) {
        return Samples.of(results.get(name).stream().map(value::applyAsDouble).toList());
    }
}
