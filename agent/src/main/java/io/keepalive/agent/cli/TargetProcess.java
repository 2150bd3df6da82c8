package io.keepalive.agent.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that are about one JVM have in common. */
final class TargetProcess {

    @Parameters(paramLabel = "PID", description = "The process id of a JVM; list shows them.")
    private long pid;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean helpWanted;

    Target target() throws CommandFailure {
        return Target.of(pid);
    }

    /** Where the agent's thread is to be seen from outside; otherwise nothing is loaded into that JVM. */
    Target targetWithAgent() throws CommandFailure {
        Target target = target();
        target.mustHaveAgent();
        return target;
    }
}
