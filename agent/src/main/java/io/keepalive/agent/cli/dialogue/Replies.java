package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;

/** Replies that commands can do something with. */
public final class Replies {

    private Replies() {}

    /** Of an agent that runs and has done what it was asked for. */
    public static Reply done(TargetJvm target, Request request) throws CommandFailure {
        return done(target, target.ask(request));
    }

    /** The same of a reply that has come already. */
    public static Reply done(TargetJvm target, Reply reply) throws CommandFailure {
        if (reply.status() == ReplyStatus.STARTING) {
            throw new CommandFailure("the agent is just starting in process " + target.pid() + "; try again");
        }
        return reply;
    }

    /** The one thing, with what belongs to it, that a reply of such an agent is about. */
    public static Fields subject(TargetJvm target, Reply reply) throws CommandFailure {
        if (reply.entries().isEmpty()) {
            throw new CommandFailure("the reply of process " + target.pid() + " is refused: it has no entries");
        }
        return reply.entries().get(0);
    }
}
