package io.keepalive.agent.remote;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an agent answers: what became of the request, sentences for people, and what was asked for. */
public final class Reply {

    /** Which this version speaks. A later one that speaks another must still understand requests in this one. */
    static final String PROTOCOL = "1";

    private final Answer answer;
    private final String version;
    private final List<String> sentences = new ArrayList<>();
    private final List<Record> records = new ArrayList<>();

    /** @param version of the agent that answers */
    public Reply(Answer answer, String version) {
        this.answer = answer;
        this.version = version;
    }

    /** Adds a sentence for people. */
    public Reply say(String sentence) {
        sentences.add(sentence);
        return this;
    }

    /** Adds a part of what was asked for. */
    public Reply add(Record record) {
        records.add(record);
        return this;
    }

    public Answer answer() {
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
    public List<Record> records() {
        return Collections.unmodifiableList(records);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(records.size() + sentences.size() + 1);
        lines.add(new Record()
                .with("protocol", PROTOCOL)
                .with("answer", answer.name())
                .with("version", version)
                .line());
        sentences.forEach(
                sentence -> lines.add(new Record().with("sentence", sentence).line()));
        records.forEach(record -> lines.add(record.line()));
        return lines;
    }

    /** Null where this is no reply in a protocol that is understood here. */
    static Reply parse(List<String> lines) {
        Record head = Record.parse(lines.isEmpty() ? "" : lines.get(0));
        if (!PROTOCOL.equals(head.get("protocol"))) {
            return null;
        }
        Reply reply = new Reply(Answer.valueOf(head.get("answer")), head.get("version"));
        for (String line : lines.subList(1, lines.size())) {
            Record record = Record.parse(line);
            String sentence = record.get("sentence");
            if (sentence == null) {
                reply.add(record);
            } else {
                reply.say(sentence);
            }
        }
        return reply;
    }
}
