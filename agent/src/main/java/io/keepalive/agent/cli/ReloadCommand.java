// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.attach.protocol.CommandType;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.dialogue.Replies;
import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.Version;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reload PID}. */
@Command(
        name = "reload",
        description = {
            "Make the agent read its configuration again now.",
            "",
            "The agent does so by itself within 5 s of a change. An invalid configuration is rejected: its errors are"
                    + " shown, and the one in force stays.",
            ""
        })
final class ReloadCommand implements Callable<Integer> {

    @Mixin
    private PidOption process;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TargetJvm target = process.targetWithAgent();
        Reply reply = Replies.requireRunning(target, Request.of(CommandType.RELOAD, Version.ofThisJar()));
        PrintWriter out = spec.commandLine().getOut();
        reply.sentences().forEach(warning -> out.println("warning: " + TerminalText.text(warning)));
        out.println("reloaded in process " + target.pid() + ", in force on "
                + Replies.firstEntry(target, reply).number("connections") + " open connections too");
        return 0;
    }
}
