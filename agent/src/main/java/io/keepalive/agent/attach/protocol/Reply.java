// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An agent's reply: the outcome of the request, sentences for people, and the entries that were asked for. */
public final class Reply {

    /** The version of the protocol. A later version must still understand requests of this one. */
    static final String PROTOCOL = "1";

    /** The last line of every reply: a reply without it is incomplete. */
    public static final String END = "end";

    /** More than anybody reads. */
    static final int MOST_SENTENCES = 1000;

    private final ReplyStatus status;
    private final String version;
    private final List<String> sentences = new ArrayList<>();
    private final List<Fields> entries = new ArrayList<>();

    /** @param version the version of the replying agent */
    public Reply(ReplyStatus status, String version) {
        this.status = status;
        this.version = version;
    }

    /** Adds a sentence for people, unless there are a thousand. */
    public Reply addSentence(String sentence) {
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(sentence);
        }
        return this;
    }

    /** Adds an entry, such as a connection. */
    public Reply addEntry(Fields entry) {
        entries.add(entry);
        return this;
    }

    public ReplyStatus status() {
        return status;
    }

    /** The version of the replying agent. */
    public String version() {
        return version;
    }

    /** Errors, warnings or the reason of a refusal. */
    public List<String> sentences() {
        return Collections.unmodifiableList(sentences);
    }

    /** The result of the request. */
    public List<Fields> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Writes the form that {@link ReplyStream} reads. Does not flush. */
    public void writeTo(OutputStream out) throws IOException {
        write(
                new Fields()
                        .with("protocol", PROTOCOL)
                        .with("answer", status.name())
                        .with("version", version),
                out);
        for (String sentence : sentences) {
            write(new Fields().with("sentence", sentence), out);
        }
        for (Fields entry : entries) {
            write(entry, out);
        }
        out.write((END + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Fields fields, OutputStream out) throws IOException {
        out.write((fields.line() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
