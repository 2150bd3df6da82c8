package io.keepalive.agent.cli;

import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that are about one JVM have in common. */
final class PidOption {

    @Parameters(paramLabel = "PID", description = "The process id of a JVM; list shows them.")
    private long pid;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean helpWanted;

    TargetJvm target() throws CommandFailure {
        return TargetJvm.of(pid);
    }

    /** Where the agent's thread is to be seen from outside; otherwise nothing is loaded into that JVM. */
    TargetJvm targetWithAgent() throws CommandFailure {
        TargetJvm target = target();
        target.mustHaveAgent();
        return target;
    }
}
