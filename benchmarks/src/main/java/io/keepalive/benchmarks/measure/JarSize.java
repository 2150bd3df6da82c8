// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.Agents;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The size of the shipped jar. */
public final class JarSize implements Measurement {

    private static final double BYTES_PER_MB = 1e6;

    @Override
    public String name() {
        return "jar";
    }

    @Override
    public String description() {
        return "size of the shipped jar (row 9)";
    }

    @Override
    public boolean onEachJdk() {
        return false;
    }

    @Override
    public Outcome measure(Bench bench) throws IOException {
        double size = Files.size(Agents.KEEPALIVE) / BYTES_PER_MB;
        return Outcome.of(
                List.of(Figure.of(9, "the shipped jar", Samples.of(size), "MB").mustReach(Target.atMost(6))));
    }
}
