package io.keepalive.agent.attach.protocol;

/** What the command line wants. Immutable. */
public final class Request {

    private final Fields record;

    private Request(Fields record) {
        this.record = record;
    }

    /**
     * A request of this protocol.
     *
     * @param version of the agent that the command line belongs to
     */
    public static Request of(CommandType word, String version) {
        return new Request(new Fields()
                .with("protocol", Reply.PROTOCOL)
                .with("word", word.name())
                .with("version", version));
    }

    /** With an argument for the agent, {@code [PATH][,key=value]...}. */
    public Request argument(String argument) {
        return new Request(Fields.parse(record.line()).with("argument", argument));
    }

    /** That the reply be written anew every so often, for as long as whoever asks keeps the request fresh. */
    public Request every(long millis) {
        return new Request(Fields.parse(record.line()).with("every", millis));
    }

    /**
     * What {@link #line()} made a line of.
     *
     * @throws IllegalArgumentException where it made no such line
     */
    public static Request parse(String line) {
        return new Request(Fields.parse(line));
    }

    /** As one line, without its end. */
    public String line() {
        return record.line();
    }

    /** What it is for, or null where this version does not know the word. */
    public CommandType word() {
        for (CommandType word : CommandType.values()) {
            if (word.name().equals(record.get("word"))) {
                return word;
            }
        }
        return null;
    }

    /** Of the agent that the command line belongs to. */
    public String version() {
        return record.get("version");
    }

    /** For the agent's start, or null. */
    public String argument() {
        return record.get("argument");
    }

    /** Between two replies in milliseconds; -1 where one is enough. */
    public long everyMillis() {
        return record.number("every");
    }
}
