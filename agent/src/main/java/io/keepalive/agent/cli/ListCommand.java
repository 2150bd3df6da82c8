// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JavaCommandLine;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.view.Terminal;
import io.keepalive.agent.cli.view.TerminalText;
import io.keepalive.agent.cli.view.TextTable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}. */
@Command(
        name = "list",
        description = {
            "Show the running JVMs of this user, or all for root, and whether the agent is in them.",
            "",
            "Reads /proc alone, so no JVM is attached to. JAVA is ? if the files of that Java are in a container, or if"
                    + " a user other than root and this user may change them.",
            ""
        })
final class ListCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean helpWanted;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TextTable table = new TextTable(Arrays.asList("PID", "USER", "JAVA", "AGENT", "RUNS")).cuttable(4, 10);
        for (JvmProcess process : JvmProcess.all()) {
            List<String> row = Arrays.asList(
                    String.valueOf(process.pid()),
                    process.user(),
                    orUnknown(process.javaVersion()),
                    process.hasAgent() ? "yes" : "no",
                    TerminalText.start(orUnknown(JavaCommandLine.mainProgram(process.arguments()))));
            if (process.exists()) {
                table.add(row);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        table.lines(Terminal.ofThisProcess().columns()).forEach(out::println);
        return 0;
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "?" : text;
    }
}
