// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli;

import io.keepalive.agent.attach.protocol.CommandType;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.dialogue.Replies;
import io.keepalive.agent.cli.dialogue.TargetJvm;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code detach PID}. */
@Command(
        name = "detach",
        description = {
            "Remove the agent from a JVM.",
            "",
            "Restores on every open connection the options that it had before the agent, or that the application has"
                    + " set since. Restores the JDK's classes and ends the agent's threads. The agent can be attached"
                    + " again.",
            ""
        })
final class DetachCommand implements Callable<Integer> {

    @Mixin
    private PidOption process;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        TargetJvm target = process.targetWithAgent();
        Reply reply = Replies.requireRunning(target, Request.of(CommandType.DETACH, Version.ofThisJar()));
        long open = Replies.firstEntry(target, reply).number("connections");
        spec.commandLine()
                .getOut()
                .println("detached from process " + target.pid() + ": " + open
                        + " open connections have their earlier options again");
        return 0;
    }
}
