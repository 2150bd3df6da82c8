// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.dialogue;

import io.keepalive.agent.attach.protocol.Reply;
import io.keepalive.agent.attach.protocol.ReplyStatus;
import io.keepalive.agent.attach.protocol.Request;
import io.keepalive.agent.cli.jvm.CommandFailure;
import io.keepalive.agent.cli.jvm.JvmProcess;
import io.keepalive.agent.cli.jvm.Version;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A process that root's command line starts with the permissions of the user who owns the target JVM, see {@link
 * DeputyCommand}. Relays a request from its standard input to the JVM, and the replies or the failure to its standard
 * output. Exits at the end of its input.
 */
public final class Deputy {

    /** The command that starts it; not in the help. */
    static final String COMMAND = "deputy";

    private static final int ARGUMENTS = 4;

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    private final JvmProcess process;
    private final long startTime;
    private final boolean hasSameFiles;

    private Deputy(String[] arguments) {
        process = JvmProcess.of(Long.parseLong(arguments[1]));
        startTime = Long.parseLong(arguments[2]);
        hasSameFiles = Boolean.parseBoolean(arguments[3]);
    }

    /** Whether this command line starts a deputy. */
    public static boolean isRequestedBy(String[] arguments) {
        return arguments.length == ARGUMENTS && arguments[0].equals(COMMAND);
    }

    /** Returns the exit status. */
    public static int run(String[] arguments) throws IOException {
        Deputy deputy = new Deputy(arguments);
        Request request = Request.parse(line(System.in));
        exitAtEndOfInput();
        try {
            deputy.relay(request);
        } catch (CommandFailure failure) {
            Reply reply = new Reply(ReplyStatus.REFUSED, Version.ofThisJar());
            failure.lines().forEach(reply::addSentence);
            deputy.write(reply);
        }
        return 0;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void exitAtEndOfInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // No more input is expected.
                        }
                    } catch (IOException closed) {
                        // The same as the end.
                    }
                    System.exit(0);
                },
                "stdin");
        thread.setDaemon(true);
        thread.start();
    }

    private void relay(Request request) throws CommandFailure, IOException {
        requireSameProcess();
        try (Dialogue dialogue = DirectDialogue.with(process, hasSameFiles, request)) {
            write(dialogue.firstReply());
            while (request.everyMillis() > 0) {
                Reply next = dialogue.nextReply(request.everyMillis());
                if (next != null) {
                    write(next);
                }
                if (process.hasEnded()) {
                    throw CommandFailure.ended(process.pid());
                }
            }
        }
    }

    private void requireSameProcess() throws CommandFailure, IOException {
        if (process.hasEnded()
                || process.startTime() != startTime
                || process.status().uid() != JvmProcess.ownUid()) {
            throw CommandFailure.ended(process.pid());
        }
    }

    private void write(Reply reply) throws IOException {
        reply.writeTo(out);
        out.flush();
    }
}
