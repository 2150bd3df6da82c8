// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.cli.dialogue.Deputy;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.view.CommandName;
import io.keepalive.agent.cli.view.Terminal;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The main class of {@code java -jar keepalive-agent.jar}. */
public final class CommandLineMain {

    private CommandLineMain() {}

    /** Runs one command and ends this JVM with its exit status. */
    public static void main(String[] arguments) throws IOException {
        System.exit(Deputy.isRequestedBy(arguments) ? Deputy.run(arguments) : run(arguments));
    }

    private static int run(String[] arguments) {
        Ansi ansi = Terminal.ofThisProcess().hasColours() ? Ansi.ON : Ansi.OFF;
        CommandLine commandLine = new CommandLine(new RootCommand())
                .setCommandName(CommandName.OF_THIS_PROCESS)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setUsageHelpWidth(Terminal.ofThisProcess().helpWidth())
                .setExecutionExceptionHandler(printingFailures());
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().exitCodeOnExecutionException(CommandFailure.ERROR));
        return commandLine.execute(arguments);
    }

    /** Prints the sentences of a CommandFailure; any other exception is a defect and keeps its stack trace. */
    private static IExecutionExceptionHandler printingFailures() {
        return (failure, commandLine, result) -> {
            if (!(failure instanceof CommandFailure)) {
                throw failure;
            }
            PrintWriter err = commandLine.getErr();
            ((CommandFailure) failure).lines().forEach(line -> err.println(TerminalText.text(line)));
            err.flush();
            return ((CommandFailure) failure).status();
        };
    }
}
