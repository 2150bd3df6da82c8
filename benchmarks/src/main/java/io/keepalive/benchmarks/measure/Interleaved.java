// SPDX-License-Identifier: Apache-2.0
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
 * Variants measured in turn, round after round, each round starting with another one, so that the state of the machine
 * affects all of them equally.
 *
 * @param <R> the result of one run
 */
final class Interleaved<R> {

    private final Map<String, Callable<R>> variants = new LinkedHashMap<>();
    private final Map<String, List<R>> results = new LinkedHashMap<>();

    Interleaved<R> variant(String name, Callable<R> run) {
        variants.put(name, run);
        results.put(name, new ArrayList<>());
        return this;
    }

    /** Runs each once to warm up the machine's caches, without keeping the result, then so many times. */
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
