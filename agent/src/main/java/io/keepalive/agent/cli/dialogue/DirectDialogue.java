// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.AttachAccess;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.TimeLimited;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** An exchange with a JVM of the same user, from this process. */
public final class DirectDialogue implements Dialogue {

    private static final long POLL_MILLIS = 100;

    private final AttachAccess access;
    private final RequestFile requestFile;

    private DirectDialogue(AttachAccess access, RequestFile requestFile) {
        this.access = access;
        this.requestFile = requestFile;
    }

    /**
     * Writes a request, and does not attach yet.
     *
     * @throws CommandFailure if the JVM cannot be attached to; the JVM notices nothing of it
     */
    public static DirectDialogue with(JvmProcess process, boolean hasSameFiles, Request request) throws CommandFailure {
        AttachAccess access = new AttachAccess(process, hasSameFiles);
        access.requireAccess(request);
        return new DirectDialogue(access, RequestFile.create(process, hasSameFiles, request));
    }

    /**
     * Ignores a failure of the attach API if there is a reply: Java 8 and later versions misread each other's success.
     */
    @Override
    public Reply firstReply() throws CommandFailure {
        String failure = attach();
        Reply reply = readReply();
        if (reply == null) {
            throw new CommandFailure(failure == null ? noReply() : failure);
        }
        return reply;
    }

    private String attach() throws CommandFailure {
        try {
            return TimeLimited.within(TIMEOUT_MILLIS, () -> access.attach(requestFile.address()));
        } catch (TimeoutException blocked) {
            throw new CommandFailure("process " + access.pid() + " has not replied within " + TIMEOUT_MILLIS / 1000
                    + " s; it may still execute the command");
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }

    private String noReply() {
        return "process " + access.pid() + " has loaded the agent, but has not written a valid reply;"
                + " its standard error may show the reason, and an agent of another version may understand the command line"
                + " of its own jar only";
    }

    @Override
    public Reply nextReply(long millis) throws CommandFailure {
        for (long left = millis; ; left -= POLL_MILLIS) {
            Reply reply = readReply();
            if (reply != null || left <= 0) {
                return reply;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Reply readReply() throws CommandFailure {
        try {
            return requestFile.readReply();
        } catch (IOException invalid) {
            throw new CommandFailure("the reply of process " + access.pid() + " is rejected: " + invalid.getMessage());
        }
    }

    @Override
    public void close() {
        requestFile.close();
    }
}
