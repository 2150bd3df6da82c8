package io.keepalive.agent.config.yaml;

/** The text of a single value and its type in YAML's core schema. Immutable. */
public final class Scalar {

    /** The type of a value. Overrides have no YAML types: their values are {@link #UNTYPED} and fit every kind. */
    public enum Kind {
        TEXT("the text "),
        NUMBER("the number "),
        BOOLEAN(""),
        NULL("no value"),
        UNTYPED("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Kind kind;
    private final String text;

    public Scalar(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether the value is of this kind or untyped. */
    public boolean is(Kind wanted) {
        return kind == wanted || kind == Kind.UNTYPED;
    }

    /** Whether the value is YAML's null, as after a key without a value. */
    public boolean isNull() {
        return kind == Kind.NULL;
    }

    /** The value as it follows "found" in a message. */
    public String description() {
        switch (kind) {
            case NULL:
                return kind.prefix;
            case NUMBER:
            case BOOLEAN:
                return kind.prefix + MessageText.unquoted(text);
            default:
                return kind.prefix + MessageText.quoted(text);
        }
    }
}
