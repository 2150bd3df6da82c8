package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JavaCommandLine;
import io.keepalive.agent.cli.jvm.JvmOptions;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.ProcessStatus;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.IOException;
import java.util.Collections;

/** Another JVM, by its process id. Asks the agent in it by the attach API, which runs the agent's entry point there. */
public final class TargetJvm {

    private final JvmProcess process;
    private final long startTime;

    private TargetJvm(JvmProcess process, long startTime) {
        this.process = process;
        this.startTime = startTime;
    }

    /**
     * Looks at the process from outside.
     *
     * @throws CommandFailure where there is none, it is no JVM, or it is not this user's to look into
     */
    public static TargetJvm of(long pid) throws CommandFailure {
        JvmProcess process = JvmProcess.of(pid);
        if (!process.exists()) {
            throw new CommandFailure("there is no process " + pid + "; list shows the JVMs of this user");
        }
        TargetJvm target = new TargetJvm(process, startTime(process));
        target.mustBeJvm();
        return target;
    }

    private static long startTime(JvmProcess process) throws CommandFailure {
        try {
            return process.startTime();
        } catch (IOException gone) {
            throw CommandFailure.ended(process.pid());
        }
    }

    private void mustBeJvm() throws CommandFailure {
        boolean isJvm;
        try {
            isJvm = process.library() != null;
        } catch (IOException hidden) {
            throw process.hasEnded() ? CommandFailure.ended(pid()) : hidden(hidden);
        }
        if (!isJvm) {
            throw process.hasEnded()
                    ? CommandFailure.ended(pid())
                    : failure("is no JVM but " + TerminalText.start(JavaCommandLine.whatRuns(process.words()))
                            + "; list shows the JVMs of this user");
        }
    }

    private CommandFailure hidden(IOException why) {
        if (process.uid() != JvmProcess.ownUid() && JvmProcess.ownUid() != 0) {
            return ofAnotherUser();
        }
        return JvmProcess.ownUid() == 0
                ? failure("cannot be looked at: " + why.getMessage())
                : failure(
                        "is this user's, but has rights that this user has not, capabilities for one, and so is hidden"
                                + " from it: run this as root");
    }

    private CommandFailure ofAnotherUser() {
        return failure("is " + process.user() + "'s: run this as that user, such as sudo -u " + process.user()
                + " java -jar keepalive-agent.jar ...");
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** That it has not ended meanwhile. */
    public void mustBeThere() throws CommandFailure {
        if (process.hasEnded()) {
            throw CommandFailure.ended(pid());
        }
    }

    /** That the agent's thread is in it, so that nothing is loaded into a JVM that has no agent only to ask for it. */
    public void mustHaveAgent() throws CommandFailure {
        if (!hasAgent()) {
            throw absent();
        }
    }

    /**
     * Whether the agent is loaded there.
     *
     * @throws CommandFailure where the process has ended
     */
    public boolean hasAgent() throws CommandFailure {
        boolean isThere = process.hasAgent();
        if (!isThere) {
            mustBeThere();
        }
        return isThere;
    }

    /** The failure of a command that needs the agent where there is none. */
    public CommandFailure absent() {
        return new CommandFailure(
                CommandFailure.ABSENT, Collections.singletonList("the agent is not in process " + pid()));
    }

    /**
     * Asks, and waits for the reply.
     *
     * @return a reply by an agent that runs
     * @throws CommandFailure where it does not, refuses, or cannot be asked
     */
    public Reply ask(Request request) throws CommandFailure {
        try (Dialogue dialogue = open(request)) {
            return runningOrFailure(dialogue.first());
        }
    }

    /**
     * Asks, for one reply or for several.
     *
     * @throws CommandFailure where it cannot be asked
     */
    public Dialogue open(Request request) throws CommandFailure {
        mustLetIn();
        try {
            ProcessStatus status = process.status();
            int ownUid = JvmProcess.ownUid();
            if (status.uid() == ownUid && status.gid() == JvmProcess.ownGid()) {
                return DirectDialogue.with(process, process.hasOurFiles(), request);
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
        return failure("runs with the group " + gid + " and this with " + JvmProcess.ownGid()
                + "; a JVM lets in only its own user with its own group: run this with that group, by sg or as root");
    }

    private void mustLetIn() throws CommandFailure {
        mustBeThere();
        JvmOptions options = new JvmOptions(process.words(), process.environment());
        if (options.isOn("DisableAttachMechanism", false)) {
            throw failure("was started with -XX:+DisableAttachMechanism and lets nobody in");
        }
        if (!options.isOn("EnableDynamicAgentLoading", true)) {
            throw CommandFailure.takesNoAgents(pid());
        }
        if (process.isStopped()) {
            throw failure("is stopped, by a signal or a debugger, and answers nobody: let it go on first");
        }
    }

    /**
     * The reply, if an agent gave it.
     *
     * @throws CommandFailure where the agent is absent, or has refused the request
     */
    public Reply runningOrFailure(Reply reply) throws CommandFailure {
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
