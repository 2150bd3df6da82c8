package io.keepalive.agent.attach.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an agent answers: what became of the request, sentences for people, and what was asked for. */
public final class Reply {

    /** Which this version speaks. A later one that speaks another must still understand requests in this one. */
    static final String PROTOCOL = "1";

    /** The last line of every reply: without it, there is only a part of one. */
    static final String END = "end";

    /** Nobody reads more. */
    static final int MOST_SENTENCES = 1000;

    private final ReplyStatus answer;
    private final String version;
    private final List<String> sentences = new ArrayList<>();
    private final List<Fields> records = new ArrayList<>();

    /** @param version of the agent that answers */
    public Reply(ReplyStatus answer, String version) {
        this.answer = answer;
        this.version = version;
    }

    /** Adds a sentence for people; those above a thousand are left out. */
    public Reply say(String sentence) {
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(sentence);
        }
        return this;
    }

    /** Adds a part of what was asked for. */
    public Reply add(Fields record) {
        records.add(record);
        return this;
    }

    public ReplyStatus answer() {
        return answer;
    }

    /** Of the agent that answers. */
    public String version() {
        return version;
    }

    /** For people. */
    public List<String> sentences() {
        return Collections.unmodifiableList(sentences);
    }

    /** What was asked for. */
    public List<Fields> records() {
        return Collections.unmodifiableList(records);
    }

    /** Writes it, to be read by {@link ReplyStream}. Does not flush. */
    public void writeTo(OutputStream out) throws IOException {
        write(
                new Fields()
                        .with("protocol", PROTOCOL)
                        .with("answer", answer.name())
                        .with("version", version),
                out);
        for (String sentence : sentences) {
            write(new Fields().with("sentence", sentence), out);
        }
        for (Fields record : records) {
            write(record, out);
        }
        out.write((END + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Fields record, OutputStream out) throws IOException {
        out.write((record.line() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
