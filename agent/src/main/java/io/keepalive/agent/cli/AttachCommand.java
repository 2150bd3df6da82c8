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
            "Load the agent into a JVM that runs already.",
            "",
            "Connections that are open are tuned too. Settings also come from that JVM's own system properties"
                    + " (keepalive.*) and environment (KEEPALIVE_*), and win over the file's. The attaching JVM and"
                    + " the other may be of any Java from 8 to 25. They are of the same user, or root attaches; that"
                    + " user must be able to read the configuration and this jar. What is attached is gone when that JVM"
                    + " restarts: for good, give it -javaagent.",
            "",
            "Java 21 and later print a warning on the application's standard error when an agent is loaded while it"
                    + " runs. Options of the application's JVM:",
            "  -XX:+EnableDynamicAgentLoading  no warning (Java 21 and later)",
            "  -XX:-EnableDynamicAgentLoading  no agent is let in",
            "  -XX:+DisableAttachMechanism     nobody is let in",
            ""
        })
final class AttachCommand implements Callable<Integer> {

    @Mixin
    private PidOption process;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONFIG",
            description = "The configuration file; without it, KEEPALIVE_CONFIG of that JVM or the built-in defaults.")
    private Path config;

    @Option(names = "--env", paramLabel = "NAME", description = "Which entry of environments: holds.")
    private String environment;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TargetJvm target = process.target();
        Reply reply = Replies.done(
                target, Request.of(CommandType.ATTACH, Version.ofThisJar()).argument(argument()));
        PrintWriter out = spec.commandLine().getOut();
        Fields status = Replies.subject(target, reply);
        out.println("attached to process " + target.pid() + ": keepalive-agent " + TerminalText.start(reply.version())
                + ", mode " + TerminalText.start(status.get("mode", "?")) + ", " + status.number("connections")
                + " open connections");
        return 0;
    }

    /** As behind {@code -javaagent:keepalive-agent.jar=}, with the path as it is from everywhere. */
    private String argument() throws CommandFailure {
        String path = config == null
                ? ""
                : "config=" + plain(config.toAbsolutePath().normalize().toString());
        String env = environment == null ? "" : (path.isEmpty() ? "" : ",") + "env=" + plain(environment);
        return path + env;
    }

    private static String plain(String value) throws CommandFailure {
        if (value.indexOf(',') >= 0) {
            throw new CommandFailure("'" + TerminalText.text(value)
                    + "' has a comma in it, which an agent's argument cannot"
                    + " hold: give the file another name, or a link to it that has none, such as " + File.separator
                    + "etc" + File.separator + "keepalive.yaml");
        }
        return value;
    }
}
