package io.keepalive.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "keepalive-agent.jar",
        description = {
            "Switches TCP keepalive on for every connection of a Java application, and reports its dead peers.",
            "",
            "With an application from its start:",
            "  java -javaagent:keepalive-agent.jar=config.yaml -jar app.jar",
            "With one that runs already, or to look at one, use a command:",
            "  java -jar keepalive-agent.jar COMMAND",
            ""
        },
        synopsisHeading = "Usage: java -jar ",
        customSynopsis = {"keepalive-agent.jar COMMAND", ""},
        commandListHeading = "%nCommands (each has --help):%n",
        footer = {
            "",
            "Exit status: 0 done; 2 an error, which is said on standard error; 3 the agent is not in that JVM.",
            "",
            "A JVM of Java 21 or later prints a warning on its own standard error when an agent is loaded into it",
            "while it runs. Started with -XX:+EnableDynamicAgentLoading it does not."
        },
        subcommands = {
            CheckCommand.class,
            ListCommand.class,
            AttachCommand.class,
            StatusCommand.class,
            ConnectionsCommand.class,
            ReloadCommand.class,
            DetachCommand.class
        },
        versionProvider = VersionLine.class)
final class RootCommand implements Runnable {

    @CommandLine.Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean versionWanted;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean helpWanted;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
