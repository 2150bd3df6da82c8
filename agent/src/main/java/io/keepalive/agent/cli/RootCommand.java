// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line without a command: help and version. */
@Command(
        description = {
            "Enables TCP keepalive on every connection of a Java application, and reports dead peers.",
            "",
            "To start an application with the agent:",
            "  java -javaagent:keepalive-agent.jar=config.yaml -jar app.jar",
            "For a running application, use a command:",
            "  ${ROOT-COMMAND-NAME} COMMAND",
            ""
        },
        customSynopsis = {"${ROOT-COMMAND-NAME} COMMAND", ""},
        commandListHeading = "%nCommands (see COMMAND --help):%n",
        footer = {
            "",
            "Exit status: 0 done; 2 an error, printed on standard error; 3 the agent is not",
            "in that JVM.",
            "",
            "A JVM of Java 21 or later prints a warning on its standard error when an",
            "agent is loaded while it runs, unless it was started with",
            "-XX:+EnableDynamicAgentLoading."
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
            description = "Show this help.")
    private boolean helpWanted;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is required");
    }
}
