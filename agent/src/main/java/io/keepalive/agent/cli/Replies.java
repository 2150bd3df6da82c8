package io.keepalive.agent.cli;

import io.keepalive.agent.remote.Answer;
import io.keepalive.agent.remote.Record;
import io.keepalive.agent.remote.Reply;
import io.keepalive.agent.remote.Request;

/** Replies that commands can do something with. */
final class Replies {

    private Replies() {}

    /** Of an agent that runs and has done what it was asked for. */
    static Reply done(Target target, Request request) throws CommandFailure {
        return done(target, target.ask(request));
    }

    /** The same of a reply that has come already. */
    static Reply done(Target target, Reply reply) throws CommandFailure {
        if (reply.answer() == Answer.STARTING) {
            throw new CommandFailure("the agent is just starting in process " + target.pid() + "; try again");
        }
        return reply;
    }

    /** The one thing, with what belongs to it, that a reply of such an agent is about. */
    static Record subject(Target target, Reply reply) throws CommandFailure {
        if (reply.records().isEmpty()) {
            throw new CommandFailure("the reply of process " + target.pid() + " is refused: there is nothing in it");
        }
        return reply.records().get(0);
    }
}
