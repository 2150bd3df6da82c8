package io.keepalive.agent.config;

/** A single value as it was written, and what YAML's core schema takes it for. Immutable. */
final class Scalar {

    /** What YAML takes a value for; text from an override is {@link #UNTYPED}, and may stand for any of them. */
    enum Kind {
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

    Scalar(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Whether it is of this kind, or may be taken as one. */
    boolean is(Kind wanted) {
        return kind == wanted || kind == Kind.UNTYPED;
    }

    /** Whether a key was left without a value. */
    boolean isNothing() {
        return kind == Kind.NOTHING;
    }

    /** For a message, after "found". */
    String description() {
        switch (kind) {
            case NOTHING:
                return kind.article;
            case NUMBER:
            case BOOLEAN:
                return kind.article + Quoted.bare(text);
            default:
                return kind.article + Quoted.text(text);
        }
    }
}
