package io.keepalive.agent.config.yaml;

/** A single value as it was written, and what YAML's core schema takes it for. Immutable. */
public final class Scalar {

    /** What YAML takes a value for; text from an override is {@link #UNTYPED}, and may stand for any of them. */
    public enum Kind {
        TEXT("the text "),
        NUMBER("the number "),
        BOOLEAN(""),
        NOTHING("nothing"),
        UNTYPED("");

        private final String article;

        Kind(String article) {
            this.article = article;
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

    /** Whether it is of this kind, or may be taken as one. */
    public boolean is(Kind wanted) {
        return kind == wanted || kind == Kind.UNTYPED;
    }

    /** Whether a key was left without a value. */
    public boolean isNothing() {
        return kind == Kind.NOTHING;
    }

    /** For a message, after "found". */
    public String description() {
        switch (kind) {
            case NOTHING:
                return kind.article;
            case NUMBER:
            case BOOLEAN:
                return kind.article + MessageText.bare(text);
            default:
                return kind.article + MessageText.text(text);
        }
    }
}
