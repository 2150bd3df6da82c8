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
 * What root's command line starts under the rights of the user whose JVM it looks at, see {@link DeputyCommand}: passes a
 * request from its standard input on, and the replies, or why there are none, to its standard output. Goes at the end of
 * its input.
 */
public final class Deputy {

    /** The command for it, which no help names. */
    static final String WORD = "deputy";

    private static final int WORDS = 4;

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    private final JvmProcess process;
    private final long startTime;
    private final boolean hasOurFiles;

    private Deputy(String[] words) {
        process = JvmProcess.of(Long.parseLong(words[1]));
        startTime = Long.parseLong(words[2]);
        hasOurFiles = Boolean.parseBoolean(words[3]);
    }

    /** Whether these command line words start a deputy. */
    public static boolean isMeant(String[] words) {
        return words.length == WORDS && words[0].equals(WORD);
    }

    /** Returns the exit status. */
    public static int run(String[] words) throws IOException {
        Deputy deputy = new Deputy(words);
        Request request = Request.parse(line(System.in));
        goWithInput();
        try {
            deputy.pass(request);
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

    private static void goWithInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing more is expected.
                        }
                    } catch (IOException closed) {
                        // That is the end too.
                    }
                    System.exit(0);
                },
                "input");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(Request request) throws CommandFailure, IOException {
        mustBeTheOne();
        try (Dialogue dialogue = DirectDialogue.with(process, hasOurFiles, request)) {
            write(dialogue.first());
            while (request.everyMillis() > 0) {
                Reply next = dialogue.next(request.everyMillis());
                if (next != null) {
                    write(next);
                }
                if (process.hasEnded()) {
                    throw CommandFailure.ended(process.pid());
                }
            }
        }
    }

    private void mustBeTheOne() throws CommandFailure, IOException {
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
