// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.attach.protocol;

/** A request of the command line. Immutable. */
public final class Request {

    private final Fields fields;

    private Request(Fields fields) {
        this.fields = fields;
    }

    /**
     * A request of this protocol.
     *
     * @param version the version of the command line's jar
     */
    public static Request of(CommandType command, String version) {
        return new Request(new Fields()
                .with("protocol", Reply.PROTOCOL)
                .with("word", command.name())
                .with("version", version));
    }

    /** Adds the agent's argument, {@code [PATH][,key=value]...}. */
    public Request argument(String argument) {
        return new Request(Fields.parse(line()).with("argument", argument));
    }

    /** Asks for a new reply at this interval, until the command line stops reading them. */
    public Request every(long millis) {
        return new Request(Fields.parse(line()).with("every", millis));
    }

    /**
     * Parses what {@link #line()} has written.
     *
     * @throws IllegalArgumentException if the line has another form
     */
    public static Request parse(String line) {
        return new Request(Fields.parse(line));
    }

    /** One line, without its line feed. */
    public String line() {
        return fields.line();
    }

    /** The command, or null if this version does not know it. */
    public CommandType command() {
        for (CommandType command : CommandType.values()) {
            if (command.name().equals(fields.get("word"))) {
                return command;
            }
        }
        return null;
    }

    /** The version of the command line's jar. */
    public String version() {
        return fields.get("version");
    }

    /** The argument for the agent's start, or null. */
    public String argument() {
        return fields.get("argument");
    }

    /** The interval between two replies in milliseconds, or -1 for a single reply. */
    public long everyMillis() {
        return fields.number("every");
    }
}
