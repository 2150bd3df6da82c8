// SPDX-License-Identifier: Apache-2.0
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
 * An exchange of root with another user's JVM. A deputy with that user's permissions accesses the JVM, so that whatever
 * the user does to files or to the deputy affects nothing beyond the user's own permissions. The deputy's output counts
 * as that user's: it is read with a time limit and within the bounds of a {@link ReplyStream}.
 */
public final class DeputyDialogue implements Dialogue {

    /** The deputy's own limit, and the start of its JVM. */
    private static final long FIRST_REPLY_MILLIS = TIMEOUT_MILLIS + 15_000;

    /** The limit for the deputy to clean up. */
    private static final long CLEANUP_MILLIS = 3_000;

    private final JvmProcess process;
    private final Process deputy;
    private final OutputStart errors;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(1);

    private DeputyDialogue(JvmProcess process, Process deputy) {
        this.process = process;
        this.deputy = deputy;
        this.errors = OutputStart.of(deputy.getErrorStream());
    }

    /**
     * Starts a deputy and sends it a request.
     *
     * @param startTime the start time of the process, which identifies it
     * @throws CommandFailure if the deputy cannot be started
     */
    public static DeputyDialogue with(JvmProcess process, long startTime, Request request) throws CommandFailure {
        try {
            ProcessStatus user = process.status();
            if (process.startTime() != startTime) {
                throw CommandFailure.ended(process.pid());
            }
            DeputyDialogue dialogue = new DeputyDialogue(process, DeputyCommand.start(process, user, startTime));
            dialogue.send(request);
            return dialogue;
        } catch (IOException notStarted) {
            throw process.hasEnded()
                    ? CommandFailure.ended(process.pid())
                    : cannotStart(process, notStarted.getMessage());
        }
    }

    private static CommandFailure cannotStart(JvmProcess process, String reason) {
        return new CommandFailure("process " + process.pid() + " belongs to " + process.user()
                + "; root accesses it with that user's permissions, by setpriv and setsid (util-linux), which failed: "
                + TerminalText.start(reason)
                + "; run this command as that user");
    }

    private void send(Request request) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Thread reader = new Thread(this::read, "deputy");
        reader.setDaemon(true);
        reader.start();
        try {
            deputy.getOutputStream().write((request.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            deputy.getOutputStream().flush();
        } catch (IOException ended) {
            // The end of its output is noticed when a reply is read.
        }
    }

    private void read() {
        ReplyStream replies = new ReplyStream(new BufferedInputStream(deputy.getInputStream(), 1 << 16));
        try {
            while (true) {
                received.put(read(replies));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(ReplyStream replies) {
        try {
            return new Received(replies.next(), null);
        } catch (IOException invalid) {
            return new Received(null, invalid.getMessage());
        }
    }

    @Override
    public Reply firstReply() throws CommandFailure {
        Reply reply = nextReply(FIRST_REPLY_MILLIS);
        if (reply == null) {
            throw new CommandFailure("process " + process.pid() + " has not replied within " + FIRST_REPLY_MILLIS / 1000
                    + " s; it may still execute the command");
        }
        return reply;
    }

    @Override
    public Reply nextReply(long millis) throws CommandFailure {
        Received next = poll(millis);
        if (next != null && next.reply == null) {
            throw next.failure == null ? ended() : rejected(next.failure);
        }
        return next == null ? null : next.reply;
    }

    private Received poll(long millis) {
        try {
            return received.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private CommandFailure rejected(String reason) {
        return new CommandFailure("the reply of process " + process.pid() + " is rejected: " + reason);
    }

    /** The failure of a deputy that has ended without a reply. */
    private CommandFailure ended() {
        int status = status();
        if (status == DeputyCommand.NO_JAR) {
            return AttachAccess.unreadableJar(process, AttachAccess.thisJar());
        }
        if (status == DeputyCommand.NO_JAVA) {
            return new CommandFailure("user " + process.user() + " of process " + process.pid()
                    + " may not run " + DeputyCommand.java()
                    + ": run this command with a Java that every user may run, such as the system's");
        }
        return cannotStart(process, "status " + status + ", " + errors);
    }

    private int status() {
        try {
            deputy.waitFor(CLEANUP_MILLIS, TimeUnit.MILLISECONDS);
            return deputy.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (IllegalThreadStateException running) {
            return -1;
        }
    }

    /** Closes the input of the deputy, at which it exits, and kills it if it does not. */
    @Override
    public void close() {
        try {
            deputy.getOutputStream().close();
        } catch (IOException closed) {
            // The deputy has closed it.
        }
        try {
            deputy.waitFor(CLEANUP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deputy.destroyForcibly();
    }

    /** A reply, or the reason why there is none; neither at the end of the output. */
    private static final class Received {

        private final Reply reply;
        private final String failure;

        Received(Reply reply, String failure) {
            this.reply = reply;
            this.failure = failure;
        }
    }
}
