// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.measure;

import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Target;
import io.keepalive.benchmarks.process.EarlierAgent;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and how thoroughly to measure.
 *
 * @param pairs the number of samples of each variant, at least one
 * @param quick whether speed matters more than precision; such results are printed and not kept
 * @param earlier an earlier build of the agent, to be measured beside this one
 */
public record Bench(Jdk jdk, int pairs, boolean quick, Optional<Path> earlier) {

    private static final Path WORK = Path.of("benchmarks/target/work");

    /** The agent that a start is compared with: the one of the command line, or else that of a fixed commit. */
    Optional<EarlierAgent> baseline() {
        return earlier.isPresent() ? earlier.map(EarlierAgent::in) : EarlierAgent.ofFixedCommit();
    }

    /** What to tell the reader about {@link #baseline}. */
    List<String> notesOnBaseline() {
        return baseline().isPresent()
                ? List.of()
                : List.of("the agent of the fixed commit could not be built here: nothing was compared with it");
    }

    /** Adds a target to a figure that compares with {@link #baseline}: it is set for the fixed commit only. */
    Figure mustReachBesideBaseline(Target target, Figure figure) {
        return earlier.isPresent() ? figure : figure.mustReach(target);
    }

    /** A file for the output of a program. */
    public Path file(String name) throws IOException {
        Files.createDirectories(WORK);
        return WORK.resolve(name);
    }

    /** A program of the package {@code subject}, on this JDK. */
    Launch launch(Class<?> main) {
        return Launch.of(main).jdk(jdk);
    }

    public void say(String what) {
        System.err.println("benchmarks: " + what);
    }
}
