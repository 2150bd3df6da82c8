// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of all commands for one JVM. */
final class PidOption {

    @Parameters(paramLabel = "PID", description = "The process id of a JVM, see list.")
    private long pid;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean helpWanted;

    TargetJvm target() throws CommandFailure {
        return TargetJvm.of(pid);
    }

    /** The JVM, if /proc shows the agent's thread in it. Otherwise nothing is loaded into it. */
    TargetJvm targetWithAgent() throws CommandFailure {
        TargetJvm target = target();
        target.requireAgent();
        return target;
    }
}
