// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JavaCommandLine;
import io.keepalive.agent.cli.jvm.JvmOptions;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.ProcessStatus;
import io.keepalive.agent.cli.view.CommandName;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.IOException;
import java.util.Collections;

/**
 * Another JVM, by its process id. Sends requests to the agent in it by the attach API, which runs the agent's
 * agentmain.
 */
public final class TargetJvm {

    private final JvmProcess process;
    private final long startTime;

    private TargetJvm(JvmProcess process, long startTime) {
        this.process = process;
        this.startTime = startTime;
    }

    /**
     * Checks the process by /proc.
     *
     * @throws CommandFailure if it does not exist, is not a JVM, or this user may not inspect it
     */
    public static TargetJvm of(long pid) throws CommandFailure {
        JvmProcess process = JvmProcess.of(pid);
        if (!process.exists()) {
            JvmProcess.requireListing();
            throw new CommandFailure("there is no process " + pid + "; list shows the JVMs of this user");
        }
        TargetJvm target = new TargetJvm(process, startTime(process));
        target.requireJvm();
        return target;
    }

    private static long startTime(JvmProcess process) throws CommandFailure {
        try {
            return process.startTime();
        } catch (IOException gone) {
            throw CommandFailure.ended(process.pid());
        }
    }

    private void requireJvm() throws CommandFailure {
        boolean isJvm;
        try {
            isJvm = process.jvmLibrary() != null;
        } catch (IOException hidden) {
            throw process.hasEnded() ? CommandFailure.ended(pid()) : hidden(hidden);
        }
        if (!isJvm) {
            throw process.hasEnded()
                    ? CommandFailure.ended(pid())
                    : failure("is not a JVM (" + TerminalText.start(JavaCommandLine.mainProgram(process.arguments()))
                            + "); list shows the JVMs of this user");
        }
    }

    private CommandFailure hidden(IOException cause) {
        if (process.uid() != JvmProcess.ownUid() && JvmProcess.ownUid() != 0) {
            return ofAnotherUser();
        }
        return JvmProcess.ownUid() == 0
                ? failure("cannot be inspected: " + cause.getMessage())
                : failure(
                        "belongs to this user, but has more permissions, such as capabilities, and is therefore hidden:"
                                + " run this command as root");
    }

    private CommandFailure ofAnotherUser() {
        return failure("belongs to " + process.user() + ": run this command as that user, such as sudo -u "
                + process.user() + " " + CommandName.OF_THIS_PROCESS + " ...");
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Fails if the process has ended. */
    public void requireAlive() throws CommandFailure {
        if (process.hasEnded()) {
            throw CommandFailure.ended(pid());
        }
    }

    /** Fails without the agent's thread, so that nothing is loaded into a JVM only to find no agent in it. */
    public void requireAgent() throws CommandFailure {
        if (!hasAgent()) {
            throw absent();
        }
    }

    /**
     * Whether the agent is in the JVM.
     *
     * @throws CommandFailure if the process has ended
     */
    public boolean hasAgent() throws CommandFailure {
        boolean hasAgent = process.hasAgent();
        if (!hasAgent) {
            requireAlive();
        }
        return hasAgent;
    }

    /** The failure of a command that needs the agent, in a JVM without it. */
    public CommandFailure absent() {
        return new CommandFailure(
                CommandFailure.ABSENT, Collections.singletonList("the agent is not in process " + pid()));
    }

    /**
     * Sends a request and waits for the reply.
     *
     * @throws CommandFailure if the agent is absent or refuses the request, or the JVM cannot be attached to
     */
    public Reply send(Request request) throws CommandFailure {
        try (Dialogue dialogue = open(request)) {
            return requireAccepted(dialogue.firstReply());
        }
    }

    /**
     * Starts an exchange with one reply or several.
     *
     * @throws CommandFailure if the JVM cannot be attached to
     */
    public Dialogue open(Request request) throws CommandFailure {
        requireAttachable();
        try {
            ProcessStatus status = process.status();
            int ownUid = JvmProcess.ownUid();
            if (status.uid() == ownUid && status.gid() == JvmProcess.ownGid()) {
                return DirectDialogue.with(process, process.hasSameFiles(), request);
            }
            if (ownUid == 0) {
                return DeputyDialogue.with(process, startTime, request);
            }
            throw status.uid() == ownUid ? ofAnotherGroup(status.gid()) : ofAnotherUser();
        } catch (IOException gone) {
            throw CommandFailure.ended(pid());
        }
    }

    private CommandFailure ofAnotherGroup(int gid) {
        return failure("runs with group " + gid + " and this command with " + JvmProcess.ownGid()
                + "; a JVM accepts only its own user and group: run this command with that group, by sg, or as root");
    }

    private void requireAttachable() throws CommandFailure {
        requireAlive();
        JvmOptions options = new JvmOptions(process.arguments(), process.environment());
        if (options.isOn("DisableAttachMechanism", false)) {
            throw failure("was started with -XX:+DisableAttachMechanism and does not accept attach requests");
        }
        if (!options.isOn("EnableDynamicAgentLoading", true)) {
            throw CommandFailure.agentLoadingDisabled(pid());
        }
        if (process.isStopped()) {
            throw failure("is stopped, by a signal or a debugger, and cannot reply: resume it first");
        }
    }

    /**
     * Returns the reply, unless its status is ABSENT or REFUSED.
     *
     * @throws CommandFailure with the sentences of the reply
     */
    public Reply requireAccepted(Reply reply) throws CommandFailure {
        if (reply.status() == ReplyStatus.ABSENT) {
            throw absent();
        }
        if (reply.status() == ReplyStatus.REFUSED) {
            throw new CommandFailure(CommandFailure.ERROR, reply.sentences());
        }
        return reply;
    }

    private CommandFailure failure(String what) {
        return new CommandFailure("process " + pid() + " " + what);
    }
}
