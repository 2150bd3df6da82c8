package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStream;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.AttachAccess;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.OutputStart;
import io.keepalive.agent.cli.jvm.ProcessStatus;
import io.keepalive.agent.cli.view.TerminalText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * With another user's JVM, for root: a deputy under that user's rights touches it, so that nothing which that user does
 * to files or to the deputy itself reaches further than the user's own arm. What the deputy says is that user's word: it
 * is waited for so long and no longer, and believed within the bounds of a {@link ReplyStream}.
 */
public final class DeputyDialogue implements Dialogue {

    /** The deputy's own patience, and for its JVM to start. */
    private static final long FIRST_MILLIS = PATIENCE_MILLIS + 15_000;

    /** For it to put things away. */
    private static final long LAST_MILLIS = 3_000;

    private final JvmProcess process;
    private final Process deputy;
    private final OutputStart complaints;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(1);

    private DeputyDialogue(JvmProcess process, Process deputy) {
        this.process = process;
        this.deputy = deputy;
        this.complaints = OutputStart.of(deputy.getErrorStream());
    }

    /**
     * Sends a deputy with a request.
     *
     * @param startTime of the process that is meant
     * @throws CommandFailure where it cannot be sent
     */
    public static DeputyDialogue with(JvmProcess process, long startTime, Request request) throws CommandFailure {
        try {
            ProcessStatus rights = process.status();
            if (process.startTime() != startTime) {
                throw CommandFailure.ended(process.pid());
            }
            DeputyDialogue dialogue = new DeputyDialogue(process, DeputyCommand.start(process, rights, startTime));
            dialogue.begin(request);
            return dialogue;
        } catch (IOException notStarted) {
            throw process.hasEnded()
                    ? CommandFailure.ended(process.pid())
                    : cannotBecome(process, notStarted.getMessage());
        }
    }

    private static CommandFailure cannotBecome(JvmProcess process, String why) {
        return new CommandFailure("process " + process.pid() + " is " + process.user() + "'s, and root looks at it only"
                + " by setpriv and setsid (of util-linux) with that user's rights, which fails: "
                + TerminalText.start(why)
                + "; run this as that user");
    }

    private void begin(Request request) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Thread reader = new Thread(this::read, "deputy");
        reader.setDaemon(true);
        reader.start();
        try {
            deputy.getOutputStream().write((request.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            deputy.getOutputStream().flush();
        } catch (IOException ended) {
            // Then the end of its output tells.
        }
    }

    private void read() {
        ReplyStream replies = new ReplyStream(new BufferedInputStream(deputy.getInputStream(), 1 << 16));
        try {
            while (true) {
                heard.put(next(replies));
            }
        } catch (InterruptedException nobodyListens) {
            Thread.currentThread().interrupt();
        }
    }

    private static Heard next(ReplyStream replies) {
        try {
            return new Heard(replies.next(), null);
        } catch (IOException noReply) {
            return new Heard(null, noReply.getMessage());
        }
    }

    @Override
    public Reply first() throws CommandFailure {
        Reply reply = next(FIRST_MILLIS);
        if (reply == null) {
            throw new CommandFailure("process " + process.pid() + " has not answered within " + FIRST_MILLIS / 1000
                    + " s; what was asked for may still be done");
        }
        return reply;
    }

    @Override
    public Reply next(long millis) throws CommandFailure {
        Heard next = poll(millis);
        if (next != null && next.reply == null) {
            throw next.failure == null ? ended() : refused(next.failure);
        }
        return next == null ? null : next.reply;
    }

    private Heard poll(long millis) {
        try {
            return heard.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private CommandFailure refused(String why) {
        return new CommandFailure("the reply of process " + process.pid() + " is refused: " + why);
    }

    /** The deputy has, without a reply. */
    private CommandFailure ended() {
        int status = status();
        if (status == DeputyCommand.NO_JAR) {
            return AttachAccess.unreadableJar(process, AttachAccess.thisJar());
        }
        if (status == DeputyCommand.NO_JAVA) {
            return new CommandFailure("user " + process.user() + ", whose process " + process.pid()
                    + " is, may not run " + DeputyCommand.java()
                    + ": run this with a Java that every user may run, such as the system's");
        }
        return cannotBecome(process, "status " + status + ", " + complaints);
    }

    private int status() {
        try {
            deputy.waitFor(LAST_MILLIS, TimeUnit.MILLISECONDS);
            return deputy.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (IllegalThreadStateException running) {
            return -1;
        }
    }

    /** The end of its input tells the deputy to go; where it does not, it is ended. */
    @Override
    public void close() {
        try {
            deputy.getOutputStream().close();
        } catch (IOException closed) {
            // So it knows already.
        }
        try {
            deputy.waitFor(LAST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deputy.destroyForcibly();
    }

    /** A reply, or why there is none; neither of them at the end. */
    private static final class Heard {

        private final Reply reply;
        private final String failure;

        Heard(Reply reply, String failure) {
            this.reply = reply;
            this.failure = failure;
        }
    }
}
