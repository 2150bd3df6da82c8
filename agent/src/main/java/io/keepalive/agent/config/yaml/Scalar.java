// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.yaml;

/** The text of a single value and its type in YAML's core schema. Immutable. */
public final class Scalar {

    /**
     * The type of a value. Overrides and values with environment variables have no YAML types: they are {@link #UNTYPED}
     * and fit every kind.
     */
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
    private final String source;

    public Scalar(Kind kind, String text) {
        this(kind, text, "");
    }

    private Scalar(Kind kind, String text, String source) {
        this.kind = kind;
        this.text = text;
        this.source = source;
    }

    /** @param source the variables in the value, as messages show them */
    static Scalar ofVariables(String text, String source) {
        return new Scalar(Kind.UNTYPED, text, source);
    }

    /** The same kind of value with another text. */
    Scalar with(String other) {
        return new Scalar(kind, other, source);
    }

    public String text() {
        return text;
    }

    /**
     * The environment variables in the value, as messages show them: {@code from ${KA_IDLE}}, {@code default of ${KA_IDLE}};
     * empty for none.
     */
    public String source() {
        return source;
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
                return kind.prefix + MessageText.quoted(text) + (source.isEmpty() ? "" : " (" + source + ")");
        }
    }
}
