// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An earlier build of the agent, measured beside this one.
 *
 * @param name as a figure names it
 */
public record EarlierAgent(String name, Path jar) {

    /** The commit that every start is compared with; set by the script {@code benchmarks/run}, which builds it. */
    private static final String COMMIT = "benchmarks.baseline";

    /** A build of the user's choice. */
    public static EarlierAgent in(Path jar) {
        return new EarlierAgent("an earlier agent", jar);
    }

    /** The build of the fixed commit; empty where it could not be built. */
    public static Optional<EarlierAgent> ofFixedCommit() {
        String commit = System.getProperty(COMMIT, "none");
        Path jar = Agents.FOLDER.resolve("keepalive-agent-" + commit + ".jar");
        return Files.isRegularFile(jar)
                ? Optional.of(new EarlierAgent("the agent of commit " + commit, jar))
                : Optional.empty();
    }
}
