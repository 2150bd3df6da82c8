// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import java.util.List;

/**
 * The outcome of a measurement.
 *
 * @param notes for the reader, such as what could not be measured here and why
 */
public record Outcome(List<Figure> figures, List<Curve> curves, List<String> notes) {

    public static Outcome of(List<Figure> figures) {
        return new Outcome(figures, List.of(), List.of());
    }
}
