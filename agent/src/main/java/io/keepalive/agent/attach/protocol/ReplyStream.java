// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads replies, one after the other, from a source that is not trusted. Accepts only the size and the form that an
 * agent writes, and holds no more than a fixed number of bytes in memory.
 */
public final class ReplyStream {

    /** The largest reply: some hundred thousand connections. */
    public static final int MOST_BYTES = 64 << 20;

    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_LINES = 1_000_000;

    private final InputStream in;
    private final StringBuilder line = new StringBuilder();
    private int bytes;

    /** @param in a buffered stream */
    public ReplyStream(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next reply; blocks as the stream does.
     *
     * @return null at the end of the stream
     * @throws IOException if the stream fails or ends inside a reply, or its content is not a reply; the message
     *     contains nothing of what was read
     */
    public Reply next() throws IOException {
        bytes = 0;
        try {
            return readLine() ? rest(head(Fields.parse(line.toString()))) : null;
        } catch (IllegalArgumentException notAReply) {
            throw new IOException(notAReply.getMessage());
        } catch (OutOfMemoryError tooLarge) {
            throw new IOException("it does not fit into this JVM's heap: run this with a larger -Xmx");
        }
    }

    private static Reply head(Fields head) {
        if (!Reply.PROTOCOL.equals(head.get("protocol"))) {
            throw new IllegalArgumentException("this version does not know its protocol");
        }
        for (ReplyStatus status : ReplyStatus.values()) {
            if (status.name().equals(head.get("answer")) && head.get("version") != null) {
                return new Reply(status, head.get("version"));
            }
        }
        throw new IllegalArgumentException("its first line has no known answer or no version");
    }

    private Reply rest(Reply reply) throws IOException {
        for (int lines = 0; ; lines++) {
            if (!readLine()) {
                throw incomplete();
            }
            if (line.toString().equals(Reply.END)) {
                return reply;
            }
            if (lines == MOST_LINES) {
                throw new IOException("it has more than " + MOST_LINES + " lines");
            }
            add(Fields.parse(line.toString()), reply);
        }
    }

    private static void add(Fields fields, Reply reply) {
        if (fields.get("sentence") == null) {
            reply.addEntry(fields);
        } else {
            reply.addSentence(fields.get("sentence"));
        }
    }

    /** Returns false at the end of the stream. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c >= 0) {
                requireAllowed(c);
                line.append((char) c);
            } else if (line.length() > 0) {
                throw incomplete();
            } else {
                return false;
            }
        }
        return true;
    }

    private static IOException incomplete() {
        return new IOException("it is incomplete");
    }

    private void requireAllowed(int c) throws IOException {
        bytes++;
        if (bytes > MOST_BYTES || line.length() == LONGEST_LINE) {
            throw new IOException("it is larger than any reply of an agent");
        }
        if (c != '\t' && (c < ' ' || c > '~')) {
            throw new IOException("it contains a character that no agent writes");
        }
    }
}
