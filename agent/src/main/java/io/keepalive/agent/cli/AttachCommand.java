// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.attach.protocol.CommandType;
import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.dialogue.Replies;
import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.Version;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attach PID [CONFIG] [--env NAME]}. */
@Command(
        name = "attach",
        description = {
            "Load the agent into a running JVM.",
            "",
            "Open connections are adopted. The system properties (keepalive.*) and environment variables"
                    + " (KEEPALIVE_*) of that JVM override the configuration file. Both JVMs may run on any Java from 8"
                    + " to 27. Only the JVM's user or root can attach, and that user must be able to read the"
                    + " configuration and this jar. The agent is gone when the JVM restarts; to keep it, start the JVM"
                    + " with -javaagent.",
            "",
            "Java 21 and later print a warning on the application's standard error when an agent is loaded into a"
                    + " running JVM. Options of that JVM:",
            "  -XX:+EnableDynamicAgentLoading  no warning (Java 21 and later)",
            "  -XX:-EnableDynamicAgentLoading  no agent can be loaded",
            "  -XX:+DisableAttachMechanism     no tool can attach",
            ""
        })
final class AttachCommand implements Callable<Integer> {

    @Mixin
    private PidOption process;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONFIG",
            description = "The configuration file. Default: KEEPALIVE_CONFIG of that JVM, else built-in defaults.")
    private Path config;

    @Option(names = "--env", paramLabel = "NAME", description = "The entry of environments: to apply.")
    private String environment;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TargetJvm target = process.target();
        Reply reply = Replies.requireRunning(
                target, Request.of(CommandType.ATTACH, Version.ofThisJar()).argument(argument()));
        PrintWriter out = spec.commandLine().getOut();
        Fields status = Replies.firstEntry(target, reply);
        out.println("attached to process " + target.pid() + ": keepalive-agent " + TerminalText.start(reply.version())
                + ", mode " + TerminalText.start(status.get("mode", "?")) + ", " + status.number("connections")
                + " open connections");
        return 0;
    }

    /** The argument of {@code -javaagent:keepalive-agent.jar=}, with an absolute path. */
    private String argument() throws CommandFailure {
        String path = config == null
                ? ""
                : "config=" + withoutComma(config.toAbsolutePath().normalize().toString());
        String env = environment == null ? "" : (path.isEmpty() ? "" : ",") + "env=" + withoutComma(environment);
        return path + env;
    }

    private static String withoutComma(String value) throws CommandFailure {
        if (value.indexOf(',') >= 0) {
            throw new CommandFailure("'" + TerminalText.text(value)
                    + "' contains a comma, which an agent's argument cannot"
                    + " contain: rename the file or use a link without a comma, such as " + File.separator
                    + "etc" + File.separator + "keepalive.yaml");
        }
        return value;
    }
}
