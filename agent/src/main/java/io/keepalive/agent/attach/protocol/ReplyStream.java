package io.keepalive.agent.attach.protocol;

import java.io.IOException;
import java.io.InputStream;

/**
 * Replies that somebody else has written, one after the other. Believed in size and form only where they keep within
 * what an agent writes: whatever comes, no more than a bound is held in memory.
 */
public final class ReplyStream {

    /** Of one reply: some hundred thousand connections. */
    public static final int MOST_BYTES = 64 << 20;

    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_RECORDS = 1_000_000;

    private final InputStream in;
    private final StringBuilder line = new StringBuilder();
    private int bytes;

    /** @param in buffered */
    public ReplyStream(InputStream in) {
        this.in = in;
    }

    /**
     * The next one; waits for it where the stream does. Null at the stream's end.
     *
     * @throws IOException where the stream breaks off or fails, or where what comes is no reply; with the reason, in
     *     words that hold nothing of what came
     */
    public Reply next() throws IOException {
        bytes = 0;
        try {
            return readLine() ? rest(head(Fields.parse(line.toString()))) : null;
        } catch (IllegalArgumentException noReply) {
            throw new IOException(noReply.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            throw new IOException("it is larger than what this JVM can hold; give it more memory, by -Xmx");
        }
    }

    private static Reply head(Fields head) {
        if (!Reply.PROTOCOL.equals(head.get("protocol"))) {
            throw new IllegalArgumentException("it is in a protocol that is not understood here");
        }
        for (ReplyStatus answer : ReplyStatus.values()) {
            if (answer.name().equals(head.get("answer")) && head.get("version") != null) {
                return new Reply(answer, head.get("version"));
            }
        }
        throw new IllegalArgumentException("its first line names no answer or no version");
    }

    private Reply rest(Reply reply) throws IOException {
        for (int records = 0; ; records++) {
            if (!readLine()) {
                throw new IOException("it breaks off");
            }
            if (line.toString().equals(Reply.END)) {
                return reply;
            }
            if (records == MOST_RECORDS) {
                throw new IOException("it has more than " + MOST_RECORDS + " lines");
            }
            add(Fields.parse(line.toString()), reply);
        }
    }

    private static void add(Fields record, Reply reply) {
        if (record.get("sentence") == null) {
            reply.add(record);
        } else {
            reply.say(record.get("sentence"));
        }
    }

    /** False at the end. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return endOr(line.length() == 0);
            }
            mustBeInBounds(c);
            line.append((char) c);
        }
        return true;
    }

    private static boolean endOr(boolean wholeLine) throws IOException {
        if (!wholeLine) {
            throw new IOException("it breaks off");
        }
        return false;
    }

    private void mustBeInBounds(int c) throws IOException {
        bytes++;
        if (bytes > MOST_BYTES || line.length() == LONGEST_LINE) {
            throw new IOException("it is larger than any agent's");
        }
        if (c != '\t' && (c < ' ' || c > '~')) {
            throw new IOException("there is a character in it that none of an agent's has");
        }
    }
}
