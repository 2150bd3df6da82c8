// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Fields;
import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;

/** Checks of replies that several commands share. */
public final class Replies {

    private Replies() {}

    /** Sends a request and returns the reply of a running agent that has executed it. */
    public static Reply requireRunning(TargetJvm target, Request request) throws CommandFailure {
        return requireRunning(target, target.send(request));
    }

    /** Returns the reply, unless the agent is still starting. */
    public static Reply requireRunning(TargetJvm target, Reply reply) throws CommandFailure {
        if (reply.status() == ReplyStatus.STARTING) {
            throw new CommandFailure("the agent is just starting in process " + target.pid() + "; try again");
        }
        return reply;
    }

    /** The first entry of a reply. */
    public static Fields firstEntry(TargetJvm target, Reply reply) throws CommandFailure {
        if (reply.entries().isEmpty()) {
            throw new CommandFailure("the reply of process " + target.pid() + " is rejected: it has no entries");
        }
        return reply.entries().get(0);
    }
}
