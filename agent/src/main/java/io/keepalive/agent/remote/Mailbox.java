package io.keepalive.agent.remote;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The folder with a request and its reply. Whoever asks has made it, for itself and the other JVM's user alone, and
 * removes it. With the files of java.io, for it is used inside the application's JVM.
 */
public final class Mailbox {

    /** How the attach API's argument begins; no configuration file's path does. */
    public static final String ARGUMENT = "command:";

    /** A request that nobody has kept fresh for so long is nobody's any more. */
    private static final long FRESH_MILLIS = 10_000;

    private final File request;
    private final File reply;
    private final File draft;

    /** @param folder as this process sees it */
    public Mailbox(File folder) {
        request = new File(folder, "request");
        reply = new File(folder, "reply");
        draft = new File(folder, "reply.new");
    }

    /** Puts a request in. */
    public void ask(Request asked) throws IOException {
        write(request, Collections.singletonList(asked.line()));
    }

    /** The request that is in it. */
    public Request request() throws IOException {
        List<String> lines = read(request);
        return Request.parse(lines.isEmpty() ? "" : lines.get(0));
    }

    /** Puts a reply in, in the place of the one before; at no time is there a part of one. */
    public void answer(Reply answered) throws IOException {
        write(draft, answered.lines());
        if (!draft.renameTo(reply)) {
            throw new IOException(draft + " cannot be renamed to " + reply);
        }
    }

    /** The reply that is in it; null where there is none, or none in a protocol that is understood here. */
    public Reply reply() throws IOException {
        return reply.exists() ? Reply.parse(read(reply)) : null;
    }

    /** The same, and takes it out; null where there is none since the last was taken. */
    public Reply takeReply() throws IOException {
        Reply taken = reply();
        if (taken != null && !reply.delete()) {
            throw new IOException(reply + " cannot be taken away");
        }
        return taken;
    }

    /** Whoever asked is still there. */
    public boolean keepFresh() {
        return request.setLastModified(System.currentTimeMillis());
    }

    /** Whether whoever asked is still there, by what was last heard of it. */
    public boolean isFresh() {
        return Math.abs(System.currentTimeMillis() - request.lastModified()) < FRESH_MILLIS;
    }

    private static List<String> read(File file) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    private static void write(File file, List<String> lines) throws IOException {
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }
}
