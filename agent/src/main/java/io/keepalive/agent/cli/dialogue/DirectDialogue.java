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

/** With a JVM of the user who runs this, from this process. */
public final class DirectDialogue implements Dialogue {

    private static final long STEP_MILLIS = 100;

    private final AttachAccess entrance;
    private final RequestFile letter;

    private DirectDialogue(AttachAccess entrance, RequestFile letter) {
        this.entrance = entrance;
        this.letter = letter;
    }

    /**
     * Posts a request.
     *
     * @throws CommandFailure where it would not get there, before that JVM notices anything
     */
    public static DirectDialogue with(JvmProcess process, boolean hasOurFiles, Request request) throws CommandFailure {
        AttachAccess entrance = new AttachAccess(process, hasOurFiles);
        entrance.mustBeOpen(request);
        return new DirectDialogue(entrance, RequestFile.to(process, hasOurFiles, request));
    }

    /** Not by whether the attach API has failed: a Java 8 and a later one misunderstand each other's success. */
    @Override
    public Reply first() throws CommandFailure {
        String failure = enter();
        Reply reply = replyInLetter();
        if (reply == null) {
            throw new CommandFailure(failure == null ? noReply() : failure);
        }
        return reply;
    }

    private String enter() throws CommandFailure {
        try {
            return TimeLimited.within(PATIENCE_MILLIS, () -> entrance.enter(letter.address()));
        } catch (TimeoutException heldUp) {
            throw new CommandFailure("process " + entrance.pid() + " has not answered within " + PATIENCE_MILLIS / 1000
                    + " s; what was asked for may still be done");
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }

    private String noReply() {
        return "process " + entrance.pid() + " has loaded the agent and gives no reply that is understood here;"
                + " its standard error may say why";
    }

    @Override
    public Reply next(long millis) throws CommandFailure {
        for (long left = millis; ; left -= STEP_MILLIS) {
            Reply reply = replyInLetter();
            if (reply != null || left <= 0) {
                return reply;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Reply replyInLetter() throws CommandFailure {
        try {
            return letter.takeReply();
        } catch (IOException noReply) {
            throw new CommandFailure("the reply of process " + entrance.pid() + " is refused: " + noReply.getMessage());
        }
    }

    @Override
    public void close() {
        letter.close();
    }
}
